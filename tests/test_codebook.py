import hashlib
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import paths
from analysis.errors import InputError
from analysis.framing import load_codebook

WHOLE = """\
codebook: masoud
version: "1.0"
title: {en: Masoud, ar: المسعود}
source: written for a test
frames:
  strong_blow:
    name: {en: Strong blow, ar: ضربة قوية}
    function: evaluation
    definition: A grave loss.
    source: written for a test
    cues:
      - ضربة قوية
      - {words: ضربة موجعة, within: 1, order: either}
    not_when:
      - ضربة جوية
"""


def before(mark):
    """Give the codebook up to a mark."""
    return WHOLE.partition(mark)[0]


@pytest.fixture
def written(tmp_path):
    """Write a codebook, with replacements, and give its path."""

    def write(*replacements, content=WHOLE):
        for old, new in replacements:
            assert content.count(old) == 1
            content = content.replace(old, new)
        path = tmp_path / "masoud.yml"
        path.write_bytes(content.encode("utf-8"))
        return path

    return write


# --- what is read -------------------------------------------------------------------------------


def test_a_codebook_is_read_with_the_hash_of_its_file(written):
    path = written()
    codebook = load_codebook(path)
    assert codebook.codebook == "masoud"
    assert codebook.title.ar == "المسعود"
    assert codebook.validated is False
    assert codebook.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_bare_cue_and_a_cue_with_keys_are_read_alike(written):
    bare, full = load_codebook(written()).frames["strong_blow"].cues
    assert bare.phrases == (("ضربة", "قوية"),)
    assert (bare.within, bare.order, bare.variants, bare.lemmas) == (0, "fixed", (), {})
    assert (full.words, full.within, full.order) == ("ضربة موجعة", 1, "either")


def test_variants_are_phrases_of_the_cue(written):
    path = written(("- ضربة قوية", "- {words: ضربة قوية, variants: [ضربة  شديدة, صفعة]}"))
    cue = load_codebook(path).frames["strong_blow"].cues[0]
    assert cue.phrases == (("ضربة", "قوية"), ("ضربة", "شديدة"), ("صفعة",))


def test_a_pinned_lemma_is_read(written):
    path = written(("- ضربة قوية", "- {words: ضربة قوية, lemmas: {ضربة: ضَرْبَة}}"))
    assert load_codebook(path).frames["strong_blow"].cues[0].lemmas == {"ضربة": "ضَرْبَة"}


def test_a_byte_order_mark_does_no_harm(written):
    assert load_codebook(written(content="\ufeff" + WHOLE)).codebook == "masoud"


def test_the_projects_codebook_has_the_frames_of_its_first_case(event_impact):
    assert set(event_impact.frames) >= {
        "temporary_setback",
        "strong_blow",
        "opportunity",
        "coordination_failure",
    }
    assert event_impact.validated is False


@pytest.mark.parametrize(
    "path",
    sorted(set(paths.CODEBOOKS.glob("*.yml")) - {paths.CODEBOOKS / "naming.yml"}),
    ids=lambda path: path.name,
)
def test_every_codebook_of_frames_can_be_read(path):
    assert load_codebook(path).frames


# --- what is refused: file, line, field, and what would be right ----------------------------------

IN_FRAME = "in frame 'strong_blow'"
FUNCTIONS = "Write one of 'problem', 'cause', 'evaluation' or 'remedy'."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    cues:", "    cue:", f"line 11: unknown key 'cue' {IN_FRAME}. Did you mean 'cues'?"),
        ("function:", "fonction:", f"line 8: unknown key 'fonction' {IN_FRAME}. Did you mean 'function'?"),
        ("within:", "wihtin:", f"line 13: unknown key 'wihtin' {IN_FRAME}. Did you mean 'within'?"),
        ("frames:", "frame:", "line 5: unknown key 'frame'. Did you mean 'frames'?"),
        (
            "title: {en: Masoud, ar",
            "title: {en: Masoud, arabic",
            "line 3: unknown key 'arabic'. The keys are: en, ar.",
        ),
        (
            'version: "1.0"',
            'version: "1.0"\nphase: 2',
            "line 3: unknown key 'phase'. The keys are: codebook, version, title, source, validated, frames.",
        ),
        ("    function: evaluation\n", "", f"line 6: the key 'function' is missing {IN_FRAME}."),
        ("codebook: masoud\n", "", "line 1: the key 'codebook' is missing."),
        ("words: ضربة موجعة, ", "", f"line 13: the key 'words' is missing {IN_FRAME}."),
        ("evaluation", "judgement", f"line 8: 'function' is 'judgement' {IN_FRAME}. {FUNCTIONS}"),
        ("evaluation", "", f"line 8: 'function' is empty {IN_FRAME}. {FUNCTIONS}"),
        ("either", "any", f"line 13: 'order' is 'any' {IN_FRAME}. Write one of 'fixed' or 'either'."),
        ("- ضربة قوية", "- ''", f"line 12: a cue is empty {IN_FRAME}. Write its words, or remove the line."),
        ("- ضربة قوية", "-", f"line 12: a cue is empty {IN_FRAME}. Write its words, or remove the line."),
        (
            "- ضربة قوية",
            "- '  '",
            f"line 12: a cue is empty {IN_FRAME}. Write its words, or remove the line.",
        ),
        ("- ضربة جوية", "- ''", f"line 15: a cue is empty {IN_FRAME}. Write its words, or remove the line."),
        ("words: ضربة موجعة", "words: ''", f"line 13: a cue is empty {IN_FRAME}."),
        (
            "within: 1",
            "variants: ['']",
            f"line 13: a cue is empty {IN_FRAME}. Write its words, or remove the line.",
        ),
        (
            "- ضربة قوية",
            "- 1948",
            f"line 12: a cue is 1948, which is no text {IN_FRAME}. Put it in quotation",
        ),
        ("- ضربة قوية", "- ضربة، قوية", f"line 12: a cue holds 'ضربة،' {IN_FRAME}, which is no word."),
        ("- ضربة قوية", "- كوفيد-19", f"line 12: a cue holds 'كوفيد-19' {IN_FRAME}, which is no word."),
        (
            "- ضربة قوية",
            "- '!'",
            f"line 12: a cue holds '!' {IN_FRAME}, which is no word. Write words without",
        ),
        (
            "within: 1",
            "lemmas: {ضربه: ضَرْبَة}",
            f"line 13: 'ضربه' is pinned, but is no word of the cue 'ضربة موجعة' {IN_FRAME}.",
        ),
        ("within: 1", "lemmas: {ضربة: ''}", f"line 13: 'ضربة' is empty {IN_FRAME}. Write it."),
        (
            "within: 1",
            "within: -1",
            f"line 13: 'within' {IN_FRAME}: input should be greater than or equal to 0",
        ),
        ("within: 1", "within: two", f"line 13: 'within' {IN_FRAME}: input should be a valid integer"),
        (
            "within: 1",
            "variants: صفعة",
            f"line 13: 'variants' is 'صفعة', which is no list {IN_FRAME}. Write each entry after a dash.",
        ),
        ("definition: A grave loss.", "definition:", "line 9: 'definition' is empty, which is no text"),
        (
            "definition: A grave loss.",
            "definition: ''",
            f"line 9: 'definition' is empty {IN_FRAME}. Write it.",
        ),
        (
            "name: {en: Strong blow, ar: ضربة قوية}",
            "name: Strong blow",
            f"line 7: 'name' is 'Strong blow' {IN_FRAME}, where keys are needed. Write 'key: value' lines",
        ),
        ('version: "1.0"', "version: 1.0", "line 2: 'version' is 1.0, which is no text. Put it in quotation"),
        ('version: "1.0"', "version: 2024-13-45", 'line 2: "2024-13-45" is no value that YAML can read.'),
        ('version: "1.0"', "version: !!int x", 'line 2: "x" is no value that YAML can read.'),
        ('version: "1.0"', "version: !!python/name:os.system ''", "line 2:"),
        (
            'version: "1.0"',
            "? [a, b]\n: c",
            "line 2: a list cannot be a key. Write one word before the colon.",
        ),
        ('version: "1.0"', 'version: "1.0"\nversion: "2"', "line 3: 'version' stands twice. Keep one."),
        (
            "    not_when:",
            "    source: b\n    not_when:",
            f"line 14: 'source' stands twice {IN_FRAME}. Keep one.",
        ),
        ("    cues:", "   cues:", "line 11: this is no YAML ("),
        (
            "    cues:",
            "\tcues:",
            "line 11: this is no YAML (found character '\\t' that cannot start any token)",
        ),
        ("A grave loss.", "a: b", "line 9: this is no YAML (mapping values are not allowed here)."),
        ("A grave loss.", "\x07", "line 9: the character U+0007 cannot stand in YAML. Remove it."),
    ],
)
def test_a_mistake_names_line_and_field_and_what_would_be_right(written, refused, old, new, told):
    path = written((old, new))
    assert refused(load_codebook, path).startswith(f"{path}, {told}")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", ", line 1: a codebook begins with keys such as 'codebook: name'."),
        ("# only a comment\n", ", line 1: a codebook begins with keys such as 'codebook: name'."),
        ("- strong_blow\n", ", line 1: a codebook begins with keys such as 'codebook: name'."),
        (before("frames:"), ", line 1: the key 'frames' is missing."),
        (before("  strong_blow:"), ", line 5: 'frames' is empty, where keys are needed."),
        (before("frames:") + "frames: {}", ", line 5: 'frames' is empty. List at least one."),
        (before("    name:"), ", line 6: 'strong_blow' is empty, where keys are needed."),
        (before("      - ضربة قوية"), ", line 11: 'cues' is empty, which is no list"),
        (before("\n      - ضربة قوية") + " []", ", line 11: 'cues' is empty in frame 'strong_blow'."),
        (WHOLE + WHOLE.partition("frames:\n")[2], ", line 16: 'strong_blow' stands twice. Keep one."),
        ("a: &a [*a]", ": its lists stand inside each other too deeply, or one holds itself."),
        ("a: " + "[" * 1000, ": its lists stand inside each other too deeply, or one holds itself."),
    ],
)
def test_a_codebook_with_too_little_or_too_much(written, refused, content, told):
    path = written(content=content)
    assert refused(load_codebook, path).startswith(f"{path}{told}")


@pytest.mark.parametrize("name", ["cues", "name", "[key]", "1", "null"])
def test_a_frame_may_have_any_name(written, refused, name):
    path = written(("strong_blow", f"'{name}'"), ("definition: A grave loss.", "definition: ''"))
    told = f"{path}, line 9: 'definition' is empty in frame '{name}'. Write it."
    assert refused(load_codebook, path) == told


def test_a_frame_needs_a_name(written, refused):
    path = written(("strong_blow", "''"))
    assert refused(load_codebook, path) == f"{path}, line 6: '' is empty. Write it."


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16"])
def test_a_codebook_that_is_not_utf8(tmp_path, refused, encoding):
    path = tmp_path / "masoud.yml"
    path.write_bytes(WHOLE.encode(encoding))
    assert refused(load_codebook, path) == f"{path} is not UTF-8. Save it as UTF-8."


def test_a_missing_codebook(tmp_path, refused):
    path = tmp_path / "masoud.yml"
    assert refused(load_codebook, path) == f"{path} is missing. A codebook is a YAML file in codebooks/."


def test_a_message_stays_short_and_on_one_line(written, refused):
    long = '"' + "very\\nlong " * 500 + '"'
    assert len(refused(load_codebook, written(("- ضربة قوية", f"- [{long}]")))) < 400
    assert "unknown key 'so urce'" in refused(
        load_codebook, written(("    cues:", '    "so\\nurce": x\n    cues:'))
    )


# --- robustness -----------------------------------------------------------------------------------

YAML_SIGNS = st.text(
    st.sampled_from(string.ascii_letters + "ضربة \n\t:-[]{}'\"#&*!|>%@`?,0123456789\x00\x85\ufeff")
)
LINES = WHOLE.split("\n")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("codebooks") / "any.yml"


def read_or_refused(path, content):
    """Read a codebook or be told in one line that names the file; anything else is a failure."""
    path.write_bytes(content)
    try:
        assert load_codebook(path).frames
    except InputError as error:
        assert str(error).startswith(str(path))
        assert len(str(error).splitlines()) == 1


@given(st.binary() | (st.text() | YAML_SIGNS).map(str.encode))
@example(b"? ? a")
@example(b"a: !!binary x")
@example(b"<<: *a")
def test_any_file_is_read_or_refused_in_one_line(scratch, content):
    read_or_refused(scratch, content)


@given(st.integers(0, len(LINES) - 1), st.integers(0, 40), st.integers(0, 12), YAML_SIGNS)
def test_any_slip_of_the_pen_is_read_or_refused_in_one_line(scratch, line, column, gone, written_instead):
    before, after = LINES[line][:column], LINES[line][column + gone :]
    lines = [*LINES[:line], before + written_instead + after, *LINES[line + 1 :]]
    read_or_refused(scratch, "\n".join(lines).encode())
