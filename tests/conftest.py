"""What the tests of several rooms share: small corpora and codebooks on disk, the engine, the coded seeds."""

import csv
import os
import textwrap

import pytest

from analysis import paths, tables
from analysis.corpus import load_articles
from analysis.errors import InputError
from analysis.framing import load_codebook
from analysis.language import lexicon
from analysis.language.lemmas import CliticStripping, Lexicon
from analysis.pipeline import code_corpus
from browser import ARGUMENTS, CHROMIUM, WIDTHS, opened_in, watched
from project import Project, without_network

SMALL_CODEBOOK = """\
codebook: small
version: "1.0"
title: {en: Small, ar: صغير}
source: written for a test
frames:
  blow:
    name: {en: Blow, ar: ضربة}
    function: evaluation
    definition: A blow.
    source: written for a test
    cues:
"""


@pytest.fixture
def refused():
    """Call what must refuse its input; give the one line that it says."""

    def message(call, *arguments):
        with pytest.raises(InputError) as caught:
            call(*arguments)
        line = str(caught.value)
        assert len(line.splitlines()) == 1
        return line

    return message


@pytest.fixture
def corpus_folder(tmp_path):
    """Write article files and a manifest with the given rows (dicts); give the manifest's path."""

    def write(rows, files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        manifest = tmp_path / "articles.csv"
        with manifest.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return manifest

    return write


@pytest.fixture
def articles_of():
    """Make the table of articles "a0", "a1" ... from texts, with one title for all or none."""

    def table(*texts, title=None):
        return tables.from_rows(
            "articles",
            (
                {"doc_id": f"a{i}", "outlet": "unknown", "title": title, "text": t}
                for i, t in enumerate(texts)
            ),
        )

    return table


@pytest.fixture
def codebook_of(tmp_path):
    """Make a codebook of one frame, "blow", from the YAML lines of its cues and exclusions."""

    def load(cues, not_when=""):
        path = tmp_path / "small.yml"
        barred = "    not_when:\n" + textwrap.indent(not_when, " " * 6) if not_when else ""
        content = SMALL_CODEBOOK + textwrap.indent(cues, " " * 6) + "\n" + barred
        path.write_text(content, encoding="utf-8")
        return load_codebook(path)

    return load


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A cache of the tests' own, so that they neither use nor change what the project has cached."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def engine(cache):
    """camel-tools over Buckwalter's lexicon, whatever database the machine's user has installed."""
    return Lexicon(lexicon.database(cache), "test lexicon", cache)


@pytest.fixture(scope="session")
def seed_articles():
    return load_articles(paths.RAW / "articles.csv")


@pytest.fixture(scope="session")
def event_impact():
    return load_codebook(paths.CODEBOOKS / "event_impact.yml")


@pytest.fixture(scope="session")
def seeds(seed_articles, event_impact, engine):
    """The seeds, coded with the lexicon."""
    return code_corpus(seed_articles, event_impact, engine)


@pytest.fixture(scope="session")
def seeds_without_lexicon(seed_articles, event_impact):
    """The seeds, coded as on a machine where no lexicon is installed."""
    return code_corpus(seed_articles, event_impact, CliticStripping())


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """Debian's Chromium, driven by playwright, whose event loop must not outlive the module."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    home = tmp_path_factory.mktemp("chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(ARGUMENTS), env={**os.environ, "HOME": str(home)}
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(made, made_in_arabic):
    """The report's page in each language."""
    return {
        language: (project.folder / "report/index.html")
        for language, project in (("en", made), ("ar", made_in_arabic))
    }


@pytest.fixture(scope="module")
def tab(chromium):
    """A tab of Chromium that may use the clipboard; opening one takes longer than reading a page anew."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    return watched(context.new_page())


@pytest.fixture
def visit(tab, pages):
    """Open the report anew; give the page with what it asked for and complained of."""

    def open_page(language="en", width="desktop", scheme="light"):
        tab.mouse.move(0, 0)
        tab.set_viewport_size({"width": WIDTHS[width], "height": 900})
        tab.emulate_media(media="null", color_scheme=scheme)
        return opened_in(tab, pages[language])

    return open_page


@pytest.fixture(scope="session")
def made_in_arabic(made, tmp_path_factory):
    """A copy of the project after `make report LANGUAGE=ar`."""
    project = Project(tmp_path_factory.mktemp("made_in_arabic"), origin=made)
    run = project.make("report", "LANGUAGE=ar")
    assert run.returncode == 0, run.stdout + run.stderr
    return project


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A copy of the project after `make report`, cut off from the network where the machine allows it."""
    project = Project(tmp_path_factory.mktemp("made"))
    run = project.make(
        "report", through=without_network(), PYTHONHASHSEED="1", LANG="C", LC_ALL="C", TZ="UTC"
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return project
