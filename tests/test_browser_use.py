"""The report as it is used, in both languages: filters, explanations, sorting, keyboard, downloads, print."""

import csv
import io
import itertools
import os
import re
import unicodedata
from pathlib import Path

import pytest

from browser import DRAWN, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES = ("en", "ar")
SCHEMES = ("light", "dark")
EACH = pytest.mark.parametrize("language", LANGUAGES)
LOOKS = pytest.mark.parametrize(
    ("language", "width", "scheme"), list(itertools.product(LANGUAGES, WIDTHS, SCHEMES))
)
#: Where continuous integration keeps pictures of the page; without it none are kept.
PICTURES = os.environ.get("ITAR_SCREENSHOTS")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def keep(page, name, whole=True):
    """Keep a picture of the page, or of what stands on the screen."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=whole, timeout=120_000)


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


# --- accessibility: axe-core, with everything that can be opened opened ----------------------------


@LOOKS
def test_axe_finds_no_violation(visit, language, width, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed"
    ).Axe()
    page = visit(language, width, scheme)
    keep(page, f"{language}-{width}-{scheme}")
    unfold(page)
    page.click(".key button >> nth=0")  # filtered: "show all" and the status are there
    page.focus("mark[data-frame]:not(.off)")  # explained
    assert page.is_visible("#told")
    found = axe.run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 20
    told = [(one["id"], one["nodes"][0]["html"][:100]) for one in found["violations"]]
    assert told == []
    keep(page, f"{language}-{width}-{scheme}-explained", whole=False)


# --- the language of the page ----------------------------------------------------------------------


def test_no_english_is_left_on_the_arabic_page(visit):
    """What is in Latin letters alone is a name, code, an identifier or a file."""
    page = visit("ar")
    page.hover("mark[data-frame]")
    left = page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), left = [];
            const skipped = 'script, style, code, svg, .chapter, #provenance table';
            while (walker.nextNode()) {
                const words = walker.currentNode.data.trim(), around = walker.currentNode.parentElement;
                if (/[A-Za-z]/.test(words) && !/[\\u0621-\\u064a]/.test(words) && !around.closest(skipped))
                    left.push(words);
            }
            for (const one of document.querySelectorAll('[title], [aria-label], [data-heading]')) {
                if (one.closest('.chapter')) continue;
                for (const name of ['title', 'aria-label', 'data-heading']) {
                    const words = one.getAttribute(name) || '';
                    if (/[A-Za-z]{2}/.test(words) && !/[\\u0621-\\u064a]/.test(words)) left.push(words);
                }
            }
            return left;
        }"""
    )
    names = r"event_impact 1\.0|camel-tools .*|[\d.]+|\(?SHA-256|[0-9a-f]{12}"
    assert [words for words in left if not re.fullmatch(names, words)] == []
    summaries = page.eval_on_selector_all(".chapter > summary", "all => all.map(one => one.textContent)")
    assert len(summaries) >= 4
    assert all(re.search("[\u0621-\u064a]", words) for words in summaries)


def test_the_arabic_page_runs_right_to_left(visit):
    page = visit("ar")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    first, second = (page.locator(".finding").nth(i).bounding_box() for i in range(2))
    assert second["x"] + second["width"] <= first["x"]  # the first finding at the right
    outlet, told = (page.locator(f"table.voices tr >> nth=0 >> {tag}").bounding_box() for tag in ("th", "td"))
    assert told["x"] < outlet["x"]
    dot, who = (page.locator(f".said >> nth=0 >> {one}").bounding_box() for one in ("i.dot", "span"))
    assert who["x"] + who["width"] <= dot["x"] + 1
    headings = [
        box["x"]
        for box in (h.bounding_box() for h in page.query_selector_all("#evidence thead >> nth=0 >> th"))
    ]
    assert headings == sorted(headings, reverse=True)


def drawn_from_right(page, selector):
    """Give an element's signs as they are drawn, from right to left; it must stand on one line."""
    signs = page.locator(selector).first.evaluate(DRAWN)
    return "".join(sign for sign, _, _ in sorted(signs, key=lambda one: -one[1]))


def test_mixed_text_is_drawn_in_the_order_of_reading(visit):
    """An Arabic line with a number and an English name: Arabic from the right, both others turned round."""
    page = visit("ar")
    fact = page.locator(".facts li", has_text="978").first
    signs = fact.evaluate(DRAWN)
    shown = "".join(sign for sign, _, _ in sorted(signs, key=lambda one: one[1]))
    assert shown.index("978") > shown.index("ك")  # the number at the right, its digits from left to right
    engine = page.locator(".facts li", has_text="camel-tools").first.evaluate(DRAWN)
    shown = "".join(sign for sign, _, _ in sorted(engine, key=lambda one: one[1]))
    assert "camel-tools1.6.0" in shown
    assert shown.startswith("camel-tools")  # behind "محرك التحليل", at its left
    head = drawn_from_right(page, "h1")
    assert head == "".join(page.locator("h1").first.inner_text().split())


# --- filters ---------------------------------------------------------------------------------------


def marks(page, more=""):
    return page.eval_on_selector_all(
        f"mark[id]{more}", "all => all.map(one => ({...one.dataset, id: one.id}))"
    )


def shown_rows(page):
    return page.eval_on_selector_all(
        "#evidence tr[data-frame]",
        "all => all.filter(one => getComputedStyle(one).display !== 'none').map(one => one.id)",
    )


def press(page, dimension, value):
    page.click(f'.key li[data-filter="{dimension}"][data-value="{value}"] button')


@EACH
@pytest.mark.parametrize(
    ("dimension", "value"),
    [
        ("frame", "strong_blow"),
        ("voice", "solid"),
        ("voice", "dotted"),
        ("certainty", "hedged"),
        ("certainty", "plain"),
    ],
)
def test_a_filter_shows_those_mentions_in_text_and_table_alone(visit, language, dimension, value):
    page = visit(language)
    every = marks(page)
    wanted = {mark["id"] for mark in every if value in mark[dimension].split()}
    assert 0 < len(wanted) < len(every)
    press(page, dimension, value)
    assert {mark["id"] for mark in marks(page, ":not(.off)")} == wanted
    assert set(shown_rows(page)) == {f"row-{name}" for name in wanted}
    status = page.inner_text(".key .status")
    assert re.findall(r"\d+", status) == [str(len(wanted)), str(len(every))]
    page.click(".key .reset")
    assert len(marks(page, ":not(.off)")) == len(every)
    assert page.inner_text(".key .status") == ""


@EACH
def test_filters_of_two_kinds_narrow_each_other_and_of_one_kind_add_up(visit, language):
    page = visit(language)
    every = marks(page)
    press(page, "frame", "opportunity")
    press(page, "frame", "temporary_setback")
    press(page, "voice", "dotted")
    wanted = {
        mark["id"]
        for mark in every
        if mark["frame"] in ("opportunity", "temporary_setback") and mark["voice"] == "dotted"
    }
    assert len(wanted) == 2
    assert {mark["id"] for mark in marks(page, ":not(.off)")} == wanted


@EACH
def test_the_place_in_the_article_filters_too_and_is_named_in_the_pages_language(visit, language):
    page = visit(language)
    options = page.eval_on_selector_all(".key select option", "all => all.map(one => [one.value, one.text])")
    names = dict(options)
    assert names["headline"] == {"en": "headline", "ar": "عنوان رئيسي"}[language]
    page.select_option(".key select", "headline")
    assert [mark["role"] for mark in marks(page, ":not(.off)")] == ["headline"]


# --- explanations ----------------------------------------------------------------------------------

EXPLAINED = {
    "en": [
        "cue: ",
        "lemma: ",
        "found: ",
        "voice: ",
        "certainty: ",
        "place: ",
        "Strong blow",
        "Entman (1993)",
    ],
    "ar": [
        "العبارة: ",
        "المدخل المعجمي: ",
        "طريقة المطابقة: ",
        "الصوت: ",
        "اليقين: ",
        "الموضع: ",
        "ضربة قوية",
        "Entman 1993",
    ],
}


@EACH
@pytest.mark.parametrize("by", ["hover", "focus"])
def test_a_mention_explains_itself(visit, language, by):
    page = visit(language)
    mark = page.locator('mark[data-frame="strong_blow"]')
    getattr(mark, by)()
    told = page.inner_text("#told")
    for words in (*EXPLAINED[language], "وسيم نصر", "ضَرْبَة قَوِيّ", "قد"):
        assert words in told
    box = page.locator("#told").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTHS["desktop"]
    page.keyboard.press("Escape")
    assert page.is_hidden("#told")


@EACH
def test_an_explanation_stays_while_the_pointer_is_on_it(visit, language):
    page = visit(language)
    page.hover('mark[data-frame="strong_blow"]')
    page.hover("#told")
    page.wait_for_timeout(400)  # longer than it waits for the pointer
    assert page.is_visible("#told")
    page.mouse.move(2, 2)
    page.wait_for_selector("#told", state="hidden", timeout=3000)


# --- the table: sorting, copying, downloading ------------------------------------------------------


def column(page, number):
    return page.eval_on_selector_all(
        "#evidence table.evidence tbody tr", f"all => all.map(one => one.cells[{number}].textContent.trim())"
    )


@EACH
@pytest.mark.parametrize("number", [0, 2, 4])
def test_a_heading_sorts_and_sorts_back(visit, language, number):
    page = visit(language)
    heading = page.locator("#evidence table.evidence >> nth=0 >> th").nth(number)
    order = f"(a, b) => new Intl.Collator('{language}', {{numeric: true}}).compare(a, b)"
    before = column(page, number)
    expected = page.evaluate(f"values => values.sort({order})", before)
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(page, number) == expected
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(page, number) == page.evaluate(f"values => values.sort({order}).reverse()", before)


@EACH
def test_copying_takes_the_rows_that_are_shown(visit, language):
    page = visit(language)
    press(page, "frame", "strong_blow")
    page.click("#evidence .tools >> nth=0 >> button")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(copied) == 2  # the headings and one row
    assert len(copied[0].split("\t")) == len(copied[1].split("\t")) == 6
    assert "ضربة قوية" in copied[1]
    assert "وسيم نصر" in copied[1]


@EACH
@pytest.mark.parametrize(("number", "name"), [(0, "mentions.csv"), (1, "attributions.csv")])
def test_the_download_is_the_table(visit, pages, language, number, name):
    page = visit(language)
    with page.expect_download() as download:
        page.click(f"#evidence .tools >> nth={number} >> a")
    assert download.value.suggested_filename == name
    content = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    loaded = list(csv.DictReader(io.StringIO(content)))
    beside = (pages[language].parent / "tables" / name).read_text(encoding="utf-8-sig")
    kept = [{k: v for k, v in row.items() if k in loaded[0]} for row in csv.DictReader(io.StringIO(beside))]
    assert loaded == kept
    assert len(loaded) > 10


# --- links and keyboard ----------------------------------------------------------------------------


@EACH
def test_every_link_resolves(visit, language):
    page = visit(language)
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    assert len(links) > 60
    inside = [link[1:] for link in links if link.startswith("#")]
    assert all(link.startswith("data:text/csv") for link in links if not link.startswith("#"))
    missing = page.evaluate("names => names.filter(name => !document.getElementById(name))", inside)
    assert missing == []


@EACH
@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_reached_by_keyboard_in_the_order_of_the_page(visit, language, width):
    """Tab stops at every link, button, list, fold, mention and chart; each shows that it has the focus."""
    page = visit(language, width)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    stops, bare = [], []
    for _ in range(400):
        found = page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one);
                return {
                    what: one.tagName + '.' + one.className,
                    number: [...document.querySelectorAll('*')].indexOf(one),
                    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
                };
            }"""
        )
        if found["what"].startswith("BODY"):
            break
        stops.append(found["number"])
        bare += [] if found["seen"] else [found["what"]]
        page.keyboard.press("Tab")
    assert bare == []
    assert stops == sorted(stops)
    reachable = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, select, summary, [tabindex="0"]')]
            .filter(one => one.checkVisibility()).length"""
    )
    assert len(stops) == reachable > 80


@EACH
def test_the_keyboard_filters_opens_and_follows(visit, language):
    page = visit(language)
    page.focus('.key li[data-value="strong_blow"] button')
    page.keyboard.press("Space")
    assert len(marks(page, ":not(.off)")) == 1
    page.focus("#notebooks .chapter > summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#notebooks .chapter').open")
    page.focus("#evidence tr:not(.off) a.kwic")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('mark[data-frame=strong_blow]')", timeout=5000)


# --- charts on a phone -----------------------------------------------------------------------------


@EACH
@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_of_a_chart_is_smaller_than_ten_pixels(visit, language, width):
    """A drawing's unit is a point at its own size; the smallest words have 7.5 points."""
    page = visit(language, width)
    scales = page.eval_on_selector_all(
        "figure.chart svg",
        "all => all.map(one => one.getBoundingClientRect().width / one.viewBox.baseVal.width)",
    )
    sizes = page.eval_on_selector_all("figure.chart svg", "all => all.map(one => +one.dataset.smallest)")
    assert len(scales) >= 9
    assert min(scale * size for scale, size in zip(scales, sizes, strict=True)) >= 9.99
    assert min(sizes) >= 7.5


@EACH
def test_a_chart_that_is_wider_than_a_phone_scrolls_from_where_reading_begins(visit, language):
    page = visit(language, "phone")
    drawing = page.locator("#figure-frame_by_voice .drawing")
    inner, outer = drawing.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert inner > outer
    start = drawing.evaluate("one => one.scrollLeft")
    drawing.focus()
    page.keyboard.press("ArrowLeft" if language == "ar" else "ArrowRight")
    page.wait_for_function("start => document.activeElement.scrollLeft !== start", arg=start, timeout=3000)


@EACH
def test_a_chart_that_is_read_from_the_right_shows_its_right_end_first(visit, language):
    page = visit(language, "phone")
    inner, outer = page.locator("#figure-course .drawing").evaluate(
        "one => [one.firstElementChild.getBoundingClientRect().right, one.getBoundingClientRect().right]"
    )
    assert abs(inner - outer) < 2


# --- print -----------------------------------------------------------------------------------------


@EACH
def test_the_print_is_clean_and_its_text_is_text(visit, pages, language, tmp_path):
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    page = visit(language)
    path = tmp_path / "report.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    if PICTURES:
        (Path(PICTURES) / f"{language}.pdf").write_bytes(path.read_bytes())
    read = pypdf.PdfReader(path)
    assert 5 <= len(read.pages) <= 25
    texts = [unicodedata.normalize("NFKC", one.extract_text()) for one in read.pages]
    assert all(len(text.split()) > 5 for text in texts)  # no empty page
    printed = "".join("".join(texts).split())
    article = page.inner_text(".reading article >> nth=1")
    words = [word for word in re.findall("[\u0621-\u064a]{4,}", article) if word not in ("فجوة",)]
    missing = [word for word in words if word not in printed]
    assert len(missing) < 0.03 * len(words), missing
    assert len(words) > 250


@EACH
def test_on_paper_nothing_is_left_that_only_a_screen_can_use(visit, language):
    page = visit(language)
    page.set_viewport_size({"width": 690, "height": 980})  # A4 within its margins
    page.emulate_media(media="print", color_scheme="dark")
    for selector in ("nav", ".tools", ".key select", "#notebooks", ".skip"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main :is(p, td, li, h2, h3, h4, figure, svg)')]
            .filter(one => one.checkVisibility() && !one.closest('svg *, .kwic'))
            .filter(one => { const box = one.getBoundingClientRect();
                return box.right > innerWidth + 1 || box.left < -1; })
            .map(one => one.outerHTML.slice(0, 90))"""
    )
    assert cut == []
    keep(page, f"{language}-print")


# --- the whole -------------------------------------------------------------------------------------


@EACH
def test_whatever_is_done_on_the_page_it_asks_for_nothing_and_complains_of_nothing(visit, pages, language):
    page = visit(language)
    press(page, "frame", "strong_blow")
    page.hover("mark:not(.off)")
    page.click("#evidence th button >> nth=0")
    page.click("#evidence .tools >> nth=0 >> button")
    unfold(page)
    assert [url for url in page.asked if not url.startswith("data:")] == [pages[language].as_uri()]
    assert page.complaints == []


@EACH
def test_the_policy_stops_whatever_the_page_did_not_bring(visit, language):
    page = visit(language)
    page.evaluate(
        """() => {
            const one = document.createElement('script');
            one.textContent = 'window.strange = true';
            document.body.append(one);
            const image = document.createElement('img');
            image.src = 'https://example.org/x.png';
            document.body.append(image);
        }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.strange") is None
    assert len([told for told in page.complaints if "Content Security Policy" in told]) == 2
    assert page.evaluate("[...document.images].every(one => one.naturalWidth === 0)")
