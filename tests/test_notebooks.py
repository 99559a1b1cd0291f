"""The notebooks narrate, call and look: what they may hold, and how they are stored."""

import ast
import json
import re
import unicodedata

import pytest

from analysis import paths
from analysis.display.report import SECTIONS
from analysis.tables import SCHEMAS

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind=None):
    read = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in read if kind in (None, cell["cell_type"])]


def source(cell):
    return "".join(cell["source"])


def test_the_notebooks_are_numbered_in_the_order_in_which_they_run():
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{n:02}-" for n in range(1, len(NOTEBOOKS) + 1)]
    assert len(NOTEBOOKS) >= 4


@EACH
def test_a_notebook_is_stored_without_outputs(path):
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@EACH
def test_a_notebook_runs_on_any_machines_python(path):
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["kernelspec"]["name"] == "python3"
    assert set(metadata) <= {"kernelspec", "language_info"}
    assert "version" not in metadata.get("language_info", {})  # else every machine would change the file


@EACH
def test_a_notebook_defines_nothing(path):
    for cell in cells(path, "code"):
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        assert not any(isinstance(node, kinds) for node in ast.walk(ast.parse(source(cell))))


@EACH
def test_a_cell_is_one_step_of_one_to_six_lines(path):
    for cell in cells(path, "code"):
        assert 1 <= len(source(cell).strip().splitlines()) <= 6


@EACH
def test_a_notebook_opens_with_what_it_reads_and_writes(path):
    first = cells(path)[0]
    assert first["cell_type"] == "markdown"
    assert source(first).startswith(f"# {path.name[:2]} · ")
    assert re.search(r"\*\*Reads\*\*.*\*\*Writes\*\*", source(first), flags=re.S)


@EACH
def test_the_first_code_cell_and_no_other_holds_the_parameters(path):
    tagged = [i for i, c in enumerate(cells(path, "code")) if "parameters" in c["metadata"].get("tags", ())]
    assert tagged == [0]


@EACH
def test_a_notebook_writes_what_it_says(path):
    """Every table and figure that a notebook saves by name is named in its first cell."""
    opening = source(cells(path)[0])
    saved = [name for cell in cells(path, "code") for name in _saved(ast.parse(source(cell)))]
    assert [name for name in saved if not re.search(rf"`{name}`|/{name}\.", opening)] == []


def _saved(tree):
    """Give the names that a cell saves: tables.save("name", ...), display.name(...).save(...), loops."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "tables.save":
            yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant))
        if isinstance(node, ast.Call) and re.match(r"display\.\w+\(.*\)\.save$", ast.unparse(node.func)):
            yield node.func.value.func.attr
        if isinstance(node, ast.For) and "tables.save" in ast.unparse(node):
            yield from (pair.elts[0].value for pair in getattr(node.iter, "elts", ()))
        if isinstance(node, ast.Dict) and "tables.save" in ast.unparse(tree):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant))


def test_the_notebooks_save_the_tables_of_the_design():
    trees = [ast.parse(source(cell)) for path in NOTEBOOKS for cell in cells(path, "code")]
    saved = {name for tree in trees for name in _saved(tree)}
    assert {*SCHEMAS, "frame_by_voice", "course"} <= saved


@EACH
def test_tags_are_those_that_the_report_knows(path):
    known = {*SECTIONS, "parameters"}
    assert {tag for cell in cells(path) for tag in cell["metadata"].get("tags", ())} <= known


def test_every_section_of_the_report_has_a_cell():
    tagged = {tag for path in NOTEBOOKS for cell in cells(path) for tag in cell["metadata"].get("tags", ())}
    assert set(SECTIONS) <= tagged


# --- the prose ------------------------------------------------------------------------------------


def prose(path):
    """Give the words of a notebook without code, names of files and years of the literature."""
    for cell in cells(path, "markdown"):
        text = re.sub(r"`[^`]*`", "", source(cell))
        text = re.sub(r"^# \d\d · ", "", text)  # the notebook's own number
        text = re.sub(r"\b[A-Z]\w+(?: et al\.| and [A-Z]\w+)? \(?(?:19|20)\d\d[a-z]?\)?", "", text)
        yield re.sub(r"\b(?:chapter|notebook|section|equation)s? \d+|counted from 0", "", text)


@EACH
def test_no_number_in_the_prose_is_typed(path):
    for text in prose(path):
        assert [sign for sign in text if unicodedata.category(sign) == "Nd"] == [], text


@EACH
def test_a_sentence_with_computed_values_types_no_number_either(path):
    for cell in cells(path, "code"):
        for call in ast.walk(ast.parse(source(cell))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "display.prose":
                sentence = call.args[0].value
                assert not re.search(r"\d", sentence), sentence
                assert set(re.findall(r"\{(\w+)\}", sentence)) == {word.arg for word in call.keywords}


@EACH
def test_arabic_is_written_as_it_is_typed(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufefc]", text)  # positional glyphs: shaped before
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)  # marks that nobody sees
    # Reversed Arabic shows itself in letters that begin or end no word: ة at the front, لا turned round.
    assert not re.search(r"(?<![ء-ي\u064b-\u0652])ة[ء-ي]", text)
    for word in re.findall("[ء-ي]+", text):
        assert not word.endswith("لا") or word in ("لا", "إلا", "ألا", "فلا", "ولا"), word


@EACH
def test_the_cues_that_a_notebook_names_stand_in_the_seeds_or_in_its_codebook(path):
    known = "".join(
        f.read_text(encoding="utf-8") for f in (*paths.RAW.glob("*.txt"), *paths.CODEBOOKS.glob("*.yml"))
    )
    known_words = set(re.findall("[ء-ي]+", known)) | {"بالضربة", "القوية", "ضربات"}
    for cell in cells(path, "markdown"):
        for word in re.findall("[ء-ي]+", source(cell)):
            assert word in known_words, word
