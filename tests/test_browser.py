"""The report as a reader sees it, in a real Chromium, at a desktop's width and a phone's."""

import functools
import itertools

import pytest

from browser import DRAWN, WIDTHS, opened_in, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def opened(chromium, pages):
    """Open the report at a width, once; give the page with what it asked for and complained of."""

    @functools.cache
    def open_at(width, scheme="light", language="en"):
        size = {"width": WIDTHS[width], "height": 900}
        # A page that follows a link at once need not be waited for while it scrolls.
        tab = chromium.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page = opened_in(watched(tab), pages[language])
        page.evaluate("document.querySelectorAll('#notebooks details').forEach(one => { one.open = true })")
        return page

    return open_at


BOTH = pytest.mark.parametrize("width", WIDTHS)
EACH = pytest.mark.parametrize(("language", "width"), list(itertools.product(("en", "ar"), WIDTHS)))


@EACH
def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(opened, language, width, pages):
    page = opened(width, language=language)
    elsewhere = [url for url in page.asked if not url.startswith("data:")]
    assert elsewhere == [pages[language].as_uri()]
    assert page.complaints == []


@EACH
def test_nothing_is_wider_than_the_screen(opened, language, width):
    page = opened(width, language=language)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= WIDTHS[width]
    # Within the page, only code may scroll, and only the concordance's far ends may fade out.
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width && (box.right > innerWidth + 1 || box.left < -1)
                && !one.closest('pre, .kwic, thead, .drawing, .key');
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert too_wide == []


@EACH
def test_no_words_of_an_article_are_clipped(opened, language, width):
    clipped = opened(width, language=language).evaluate(
        """() => [...document.querySelectorAll('.reading p, .reading h3, .reading h4, .finding p')]
            .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 8)
            .filter(one => getComputedStyle(one).display !== 'inline')
            .map(one => one.textContent.slice(0, 60))"""
    )
    assert clipped == []


@EACH
def test_arabic_runs_right_to_left(opened, language, width):
    directions = opened(width, language=language).evaluate(
        """() => [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, td)')]
            .filter(one => {
                const text = one.textContent;
                const arabic = (text.match(/[\\u0621-\\u064a]/g) || []).length;
                const letters = (text.match(/\\p{L}/gu) || []).length;
                return arabic && arabic >= 0.9 * letters && !one.querySelector('bdi, .kwic');
            })
            .map(one => [getComputedStyle(one).direction, one.textContent.slice(0, 40)])"""
    )
    assert len(directions) > 15
    assert [text for way, text in directions if way != "rtl"] == []


@EACH
def test_every_word_in_arabic_stands_in_a_right_to_left_element(opened, language, width):
    """Whatever surrounds it: the nearest element around each Arabic text runs right to left."""
    strays = opened(width, language=language).evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const strays = [];
            while (walker.nextNode()) {
                const node = walker.currentNode, around = node.parentElement;
                if (!/[\\u0621-\\u064a]/.test(node.data)) continue;
                if (around.closest('svg, pre, code, title, script, style')) continue;
                if (getComputedStyle(around).direction === 'rtl') continue;
                const letters = node.data.match(/\\p{L}/gu), arabic = node.data.match(/[\\u0621-\\u064a]/g);
                if (arabic.length > letters.length / 2) strays.push(node.data.slice(0, 60));
            }
            return strays;
        }"""
    )
    assert strays == []


def boxes(page, selector):
    return [one.bounding_box() for one in page.query_selector_all(selector)]


def test_articles_stand_beside_each_other_on_a_desktop(opened):
    first, second = boxes(opened("desktop"), ".reading article")
    assert first["y"] == second["y"]
    assert second["x"] + second["width"] < first["x"]  # the first at the right


def test_articles_are_stacked_on_a_phone(opened):
    first, second = boxes(opened("phone"), ".reading article")
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] <= second["y"]
    assert first["width"] > 0.8 * WIDTHS["phone"]


@EACH
def test_a_click_on_the_evidence_leads_to_its_words(opened, language, width):
    page = opened(width, language=language)
    links = page.query_selector_all("#evidence a.kwic")
    assert len(links) > 5
    for link in (links[0], links[-1]):
        target = link.get_attribute("href").removeprefix("#")
        keyword = link.query_selector("b").inner_text()
        link.click()
        mark = page.query_selector(f'mark[id="{target}"]')
        page.wait_for_function(
            "mark => { const box = mark.getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight }",
            arg=mark,
            timeout=5000,
        )
        assert mark.inner_text().split() == keyword.split()
        assert mark.evaluate("mark => mark.matches(':target')")


def test_every_link_inside_the_page_has_its_place(opened):
    dead = opened("desktop").evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map(one => one.getAttribute('href').slice(1))
            .filter(name => !document.getElementById(name))"""
    )
    assert dead == []


def test_no_identifier_stands_twice(opened):
    names = opened("desktop").evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(names) > 20
    # A chart's glyphs are shared between drawings: the same name for the same outline.
    names = [name for name in names if name.startswith(("m-", "figure-", "title-", "findings"))]
    assert sorted(names) == sorted(set(names))


@EACH
def test_the_font_that_the_page_carries_is_used(opened, language, width):
    page = opened(width, language=language)
    assert page.evaluate("document.fonts.check('16px Amiri', 'ضربة قوية')")
    assert page.evaluate("document.fonts.check('bold 16px Amiri', 'ضربة قوية')")
    loaded = page.evaluate("[...document.fonts].map(face => [face.family, face.weight, face.status])")
    assert sorted(map(tuple, loaded)) == [("Amiri", "400", "loaded"), ("Amiri", "700", "loaded")]
    family = page.evaluate("getComputedStyle(document.querySelector('.reading article p')).fontFamily")
    assert family.startswith("Amiri")


def order(page, selector, words):
    """Give where each sign of ``words`` is drawn, within the first element that holds them on one line."""
    for one in page.query_selector_all(selector):
        signs = one.evaluate(DRAWN)
        text = "".join(sign for sign, _, _ in signs)
        start = text.find(words)
        found = signs[start : start + len(words)]
        if start >= 0 and max(y for _, _, y in found) - min(y for _, _, y in found) < 12:
            return [(sign, x) for sign, x, _ in found]
    raise AssertionError(f"{words} stands on no line of {selector}")


def test_digits_keep_their_order_inside_arabic(opened):
    drawn = order(opened("desktop"), ".reading p", "عام2016")
    letters, digits = drawn[:3], drawn[3:]
    assert [x for _, x in letters] == sorted((x for _, x in letters), reverse=True)
    assert [x for _, x in digits] == sorted(x for _, x in digits)
    assert max(x for _, x in digits) < min(x for _, x in letters)  # the year stands behind, at the left


def test_brackets_open_towards_their_word_inside_arabic(opened):
    drawn = order(opened("desktop"), ".reading p", "(داعش)")
    xs = [x for _, x in drawn]
    assert xs == sorted(xs, reverse=True)  # "(" is drawn first, at the right


def test_english_and_arabic_of_one_finding_keep_their_own_order(opened):
    drawn = order(opened("desktop"), ".finding p", "Strongblowضربةقويةappears")
    left = dict.fromkeys(("english", "arabic", "behind"))
    left["english"] = [x for _, x in drawn[: len("Strongblow")]]
    left["arabic"] = [x for _, x in drawn[len("Strongblow") : -len("appears")]]
    left["behind"] = [x for _, x in drawn[-len("appears") :]]
    assert left["english"] == sorted(left["english"])
    assert left["arabic"] == sorted(left["arabic"], reverse=True)
    assert max(left["english"]) < min(left["arabic"]) < max(left["arabic"]) < min(left["behind"])


@EACH
def test_code_runs_left_to_right(opened, language, width):
    page = opened(width, language=language)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    shown = page.evaluate(
        "[...document.querySelectorAll('pre, code')].map(one => getComputedStyle(one).direction)"
    )
    assert len(shown) > 10
    assert set(shown) == {"ltr"}


#: The contrast of every text on the page with what is painted behind it (WCAG 2.2, 1.4.3).
CONTRASTS = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const painted = colour => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const met = new Map();
    const rgba = colour => met.get(colour) || (met.set(colour, painted(colour)), met.get(colour));
    const over = (top, below) => top.slice(0, 3).map((part, i) => part * top[3] + below[i] * (1 - top[3]));
    const papers = new Map([[null, [255, 255, 255]]]);
    const behind = one => {
        if (!papers.has(one))
            papers.set(one, over(rgba(getComputedStyle(one).backgroundColor), behind(one.parentElement)));
        return papers.get(one);
    };
    const light = colour => colour.map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) {
        const node = walker.currentNode, around = node.parentElement;
        if (!node.data.trim() || around.closest('svg, script, style')) continue;
        const paper = behind(around);
        const ink = over(rgba(getComputedStyle(around).color), paper);
        const [dark, bright] = [light(ink), light(paper)].sort((a, b) => a - b);
        found.push([(bright + 0.05) / (dark + 0.05), node.data.trim().slice(0, 30)]);
    }
    return found;
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_either_scheme(opened, scheme, language):
    page = opened("desktop", scheme, language)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 100
    assert [(round(ratio, 2), text) for ratio, text in contrasts if ratio < 4.5] == []


def test_the_dark_scheme_is_dark(opened):
    colour = "getComputedStyle(document.body).backgroundColor"
    assert opened("desktop", "dark").evaluate(colour) == "rgb(20, 23, 27)"
    assert opened("desktop").evaluate(colour) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_charts_words_follow_the_scheme(opened, scheme):
    page = opened("desktop", scheme)
    ink = page.evaluate("getComputedStyle(document.querySelector('.itar')).getPropertyValue('--ink').trim()")
    assert ink == {"light": "#1b1d21", "dark": "#e8eaee"}[scheme]
    fills = page.evaluate(
        "[...document.querySelectorAll('figure.chart svg [style]')].map(one => getComputedStyle(one).fill)"
    )
    shown = {"light": "rgb(27, 29, 33)", "dark": "rgb(232, 234, 238)"}[scheme]
    assert shown in fills


def test_charts_have_words_for_those_who_do_not_see_them(opened):
    labels = opened("desktop").evaluate(
        "[...document.querySelectorAll('figure.chart svg')].map(one => [one.getAttribute('role'),"
        " one.getAttribute('aria-label')])"
    )
    assert len(labels) == len({words for _, words in labels}) >= 10
    assert all(role == "img" and len(words.split()) > 8 for role, words in labels)
    assert all("Strong blow" in words for _, words in labels[:2])


def test_headings_do_not_skip_a_level(opened):
    levels = opened("desktop").evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5')].map(one => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
