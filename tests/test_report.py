import base64
import hashlib
import html as html_module
import json
import re

import pytest

from analysis.display.markup import style_element
from analysis.display.report import POLICY, SECTIONS, make_report


def markdown(source, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def code(source, *outputs, tags=(), count=1):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": source,
        "outputs": list(outputs),
        "execution_count": count,
    }


def html(body):
    return {
        "output_type": "display_data",
        "data": {"text/html": body, "text/plain": "object"},
        "metadata": {},
    }


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def result(data):
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


@pytest.fixture
def page(tmp_path):
    """Make a page from notebooks given as lists of cells."""

    def make(*notebooks):
        executed = []
        for i, cells in enumerate(notebooks):
            executed.append(tmp_path / f"{i}.ipynb")
            executed[-1].write_text(json.dumps({"cells": cells}), encoding="utf-8")
        make_report(executed, tmp_path / "index.html")
        return (tmp_path / "index.html").read_text(encoding="utf-8")

    return make


def body(page):
    return page[page.index("<main>") : page.index("</main>")]


def section(page, name):
    return re.search(rf'<section id="{name}".*?</section>', page, flags=re.S).group()


HEAD = markdown("# 01 · A chapter\n\nIts first words.")


def test_a_tagged_cell_gives_its_section_and_leaves_a_word_in_its_chapter(page):
    made = page([HEAD, code("show()", html("<p>OUTPUT</p>"), tags=["findings"])])
    assert "<p>OUTPUT</p>" in section(made, "findings")
    assert made.count("OUTPUT") == 1
    assert "This output stands above." in section(made, "notebooks")


def test_sections_stand_in_the_readers_order_and_empty_ones_are_left_out(page):
    cells = [code("x", html(f"<p>{name}</p>"), tags=[name]) for name in reversed(SECTIONS[:-1])]
    made = page([HEAD, *cells])
    order = re.findall(r'<section id="(\w+)"', made)
    assert order == [*SECTIONS[2:-1], "notebooks"]
    assert made.index("<p>title</p>") < made.index("<p>facts</p>") < made.index('<section id="findings"')


def test_every_notebook_is_a_chapter_with_its_code_folded_away(page):
    made = page([HEAD, code("x = 1", stream("said\n"))], [markdown("# 02 · Another")])
    chapters = section(made, "notebooks")
    assert re.findall(r"<summary>(\d\d · [^<]*)</summary>", chapters) == ["01 · A chapter", "02 · Another"]
    assert "<p" in chapters
    assert "Its first words." in chapters
    assert '<pre tabindex="0">said\n</pre>' in chapters
    (shown,) = re.findall(
        r'<details class="code"><summary>code</summary><pre dir="ltr" tabindex="0">(.*?)</pre>',
        chapters,
        flags=re.S,
    )
    assert re.sub("<[^>]*>", "", shown).strip() == "x = 1"
    assert "<details open" not in made


def test_the_title_is_that_of_the_first_heading(page):
    made = page([HEAD, code("t", html("<h1 dir='ltr'>Frames &amp; <b>voices</b></h1>"), tags=["title"])])
    assert "<title>Frames &amp; voices</title>" in made


@pytest.mark.parametrize(
    ("prose", "shown"),
    [
        ("وأفادت مصادر محلية", '<p dir="rtl">'),
        ("BBC: وأفادت مصادر محلية بالخبر", '<p dir="rtl">'),
        ("English with one word, بيت", '<p dir="ltr">'),
        ("## عنوان", '<h3 dir="rtl">'),
        ("- بند\n- item", '<li dir="rtl">بند</li>\n<li dir="ltr">item</li>'),
    ],
)
def test_each_block_of_prose_runs_the_way_of_its_letters(page, prose, shown):
    assert shown in page([HEAD, markdown(prose)])


@pytest.mark.parametrize(
    "cell",
    [
        markdown("<script>alert(1)</script>"),
        markdown('[x](javascript:alert(1)) <img src="x" onerror="alert(1)">'),
        code("'<script>alert(1)</script>'", stream("<script>alert(1)</script>")),
        code("x", result({"text/plain": "<script>alert(1)</script>"})),
        code("x", result({"text/markdown": "<script>alert(1)</script>"})),
    ],
)
def test_html_in_prose_code_or_output_is_text(page, cell):
    made = body(page([HEAD, cell]))
    assert "<script" not in made
    assert "<img" not in made
    assert 'href="javascript' not in made


def test_what_a_library_warns_of_is_not_shown_but_what_a_notebook_prints_is(page):
    made = page([HEAD, code("x", stream("a warning", "stderr"), stream("printed"))])
    assert "a warning" not in made
    assert "printed" in made


def test_the_style_sheet_stands_once_however_many_outputs_carry_it(page):
    carried = html(style_element() + '<div class="itar">A</div>')
    made = page([HEAD, code("x", carried), code("y", carried)])
    assert made.count(style_element().removeprefix("<style>").removesuffix("</style>")) == 1
    assert made.count("<style>") == 1


def test_a_link_into_an_article_that_the_page_does_not_show_becomes_words(page):
    made = page(
        [HEAD, code("x", html('<a href="#m-a-f-1">here</a><a href="#m-b-f-1">gone</a><mark id="m-a-f-1">'))]
    )
    assert '<a href="#m-a-f-1">here</a>' in made
    assert "<a>gone</a>" in made


# --- nothing from elsewhere -----------------------------------------------------------------------


def references(made):
    """Give every address that the page would follow or load."""
    yield from re.findall(r'\b(?:src|href|xlink:href|action|data|poster|srcset)="([^"]*)"', made)
    yield from re.findall(r"url\(\s*['\"]?([^'\")]*)", made)
    yield from re.findall(r"@import\s+(\S+)", made)


def test_the_page_refers_to_nothing_but_itself(page):
    made = page([HEAD, markdown("[a link](#findings)"), code("x", html("<p>x</p>"), tags=["findings"])])
    addresses = list(references(made))
    assert any(address.startswith("data:font/woff") for address in addresses)
    assert [a for a in addresses if not a.startswith(("#", "data:"))] == []
    assert "<script src" not in made


def test_the_policy_lets_the_page_load_nothing(page):
    made = page([HEAD])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    (script,) = re.findall(r"<script>(.*?)</script>", made, flags=re.S)
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert html_module.unescape(policy) == POLICY.format(script=f"sha256-{allowed}")
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'{script}'"  # the page's own, by its hash
    assert not re.search(r"https?:|\*", POLICY)


def test_the_page_says_its_language_and_direction(page, monkeypatch):
    monkeypatch.setenv("ITAR_LANGUAGE", "en")
    assert '<html lang="en" dir="ltr">' in page([HEAD])


# --- refused input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", ["no JSON", "{}", "[]", json.dumps({"cells": [HEAD, code("x", count=None)]})]
)
def test_what_is_no_executed_notebook_is_refused_and_the_old_page_stays(tmp_path, refused, content):
    notebook, target = tmp_path / "03-framing.ipynb", tmp_path / "index.html"
    notebook.write_text(content, encoding="utf-8")
    target.write_text("the old page", encoding="utf-8")
    assert "03-framing.ipynb: " in refused(make_report, [notebook], target)
    assert target.read_text(encoding="utf-8") == "the old page"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["03-framing.ipynb", "index.html"]


def test_a_missing_notebook_is_refused(tmp_path, refused):
    assert "Run 'make report'" in refused(make_report, [tmp_path / "gone.ipynb"], tmp_path / "index.html")


def test_a_write_that_fails_keeps_the_old_page(page, tmp_path, monkeypatch):
    page([HEAD])
    before = (tmp_path / "index.html").read_bytes()

    def full(self, target):
        raise OSError("no space left on device")

    monkeypatch.setattr(type(tmp_path), "replace", full)
    with pytest.raises(OSError, match="no space left"):
        page([HEAD, markdown("new words")])
    assert (tmp_path / "index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.ipynb", "index.html"]


def test_an_empty_last_cell_as_jupyterlab_leaves_it_is_no_reason_to_refuse(page):
    empty = code("") | {"execution_count": None}
    assert "Its first words." in page([HEAD, empty])
