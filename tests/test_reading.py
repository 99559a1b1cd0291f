"""The reading view: every character of an article once, in order, whatever is marked in it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from analysis import tables
from analysis.display import reading
from analysis.display.evidence_tables import cleaning_table, concordance, evidence
from analysis.display.reading import Mark, anchor, side_by_side
from analysis.framing.kwic import kwic


class Page(HTMLParser):
    """What a browser would see: the words of the article, ids, links; and that every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.links, self.words, self.marked = [], [], [], "", []
        self.feed(str(html))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.open.append((tag, named.get("class", "")))
        self.ids += [named["id"]] if tag == "mark" and "id" in named else []
        self.links += [named["href"]] if named.get("href", "").startswith("#m-") else []
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if (
            any(kind.startswith("tag") for _, kind in self.open)
            or {"header", "summary"} & dict(self.open).keys()
        ):
            return
        self.words += data
        if any(tag == "mark" for tag, _ in self.open):
            self.marked[-1] += data


def articles(*texts):
    rows = ({"doc_id": f"a{i}", "outlet": "unknown", "text": t} for i, t in enumerate(texts))
    return tables.from_rows("articles", rows)


def lines(text, doc_id="a0"):
    """Make a segment of every line."""
    return tables.from_rows(
        "segments",
        (
            {
                "doc_id": doc_id,
                "segment_id": i,
                "start": m.start(),
                "end": m.end(),
                "role": "body",
                "rule": "r",
            }
            for i, m in enumerate(re.finditer(r"[^\n]+", text))
        ),
    )


def mention(start, end, frame="blow", doc_id="a0", **how):
    row = {"doc_id": doc_id, "sentence_id": 0, "start": start, "end": end, "frame": frame, "cue": "ضربة"}
    row |= {"form": "", "role": "body", "voice": "outlet", "hedged": False, "negated": False}
    return row | {"quoted": False, "ambiguous": False} | how


def reported(cue, source=None, doc_id="a0"):
    row = {"doc_id": doc_id, "sentence_id": 0, "cue_start": cue[0], "cue_end": cue[1], "direct": False}
    return row | ({"source_start": source[0], "source_end": source[1]} if source else {})


@pytest.fixture(scope="module")
def two_frames(event_impact):
    frame = event_impact.frames["strong_blow"]
    return event_impact.model_copy(update={"frames": {"blow": frame, "other": frame}})


def view_of(text, mentions=(), attributions=(), *, codebook):
    body = side_by_side(
        articles(text),
        lines(text),
        tables.from_rows("mentions", mentions),
        tables.from_rows("attributions", attributions),
        codebook,
    ).body
    opening = '<div class="reading" dir="rtl" lang="ar">'
    return Page(body[body.index(opening) :])


TEXT = "ويرى الباحث سمير أن ذلك ضربة قوية جدا\nسطر ثان"


def place(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("mentions", "attributions", "marked"),
    [
        ([], [], []),
        ([mention(*place("ضربة قوية"))], [], ["ضربة قوية"]),
        # a speaker's words around a mention, inside it, and across each of its ends
        ([mention(*place("ضربة قوية"))], [reported(place("ذلك ضربة قوية جدا"))], ["ضربة قوية"]),
        ([mention(*place("ضربة قوية"))], [reported(place("قوية"))], ["ضربة قوية"]),
        ([mention(*place("ضربة قوية"))], [reported(place("قوية جدا"))], ["ضربة قوية"]),
        ([mention(*place("ضربة قوية"))], [reported(place("ذلك ضربة"))], ["ضربة", " قوية"]),
        # two frames: one inside the other, on the same words, across each other
        ([mention(*place("ضربة قوية")), mention(*place("قوية"), "other")], [], ["ضربة ", "قوية"]),
        ([mention(*place("ضربة")), mention(*place("ضربة"), "other")], [], ["", "ضربة"]),
        ([mention(*place("ضربة قوية")), mention(*place("قوية جدا"), "other")], [], ["ضربة ", "قوية", " جدا"]),
        # the edges of the text and of a line
        ([mention(*place("ويرى")), mention(*place("سطر ثان"))], [], ["ويرى", "سطر ثان"]),
        ([mention(*place("جدا\nسطر"))], [], ["جدا", "سطر"]),
    ],
)
def test_marks_stand_on_their_words_and_no_character_is_lost(two_frames, mentions, attributions, marked):
    page = view_of(TEXT, mentions, attributions, codebook=two_frames)
    assert page.words == TEXT.replace("\n", "")
    assert page.marked == marked
    assert page.ids == [anchor(m["doc_id"], m["frame"], m["start"]) for m in mentions]


def test_marks_that_stand_beside_each_other_are_both_shown(two_frames):
    found = [mention(*place("ضربة")), mention(place("ضربة")[1], place("ضربة")[1] + 5)]
    page = view_of(TEXT, found, codebook=two_frames)
    assert page.marked == ["ضربة", " قوية"]


def mark(start, end):
    return Mark(start, end, *map(Markup, ("<mark>", "</mark>", "</mark>", "<mark>")))


@given(
    st.integers(0, 20).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n)] * 2))))
)
def test_whatever_is_marked_every_character_is_shown_once_in_order(drawn):
    length, ends = drawn
    text = "ا<ب&ج\"د'ه>و زحطيكلمن"[:length].ljust(length, "ن")
    spans = [sorted(pair) for pair in ends if pair[0] != pair[1]]
    page = Page(reading._marked(text, 0, length, [mark(*span) for span in spans]))
    assert page.words == text
    covered = {i for start, end in spans for i in range(start, end)}
    assert sum(map(len, page.marked)) == len(covered)


def test_html_in_an_article_is_text(two_frames):
    text = "<script>alert(1)</script> & ضربة <b>قوية</b>"
    page = view_of(text, [mention(*place("ضربة", text))], codebook=two_frames)
    assert page.words == text
    assert page.marked == ["ضربة"]


def test_an_article_without_a_title_is_named_by_its_identifier(two_frames):
    none = (tables.from_rows(name, []) for name in ("mentions", "attributions"))
    body = side_by_side(articles(TEXT), lines(TEXT), *none, two_frames).body
    assert '<article aria-label="a0">' in body


def test_html_in_a_title_a_speaker_or_an_outlet_is_text(two_frames):
    evil = '"><script>alert(1)</script>'
    rows = articles(TEXT).assign(outlet=evil, title=evil, published=evil)
    found = [mention(0, 4, voice="source", speaker=evil, speaker_type="named", hedged=True, hedge=evil)]
    mentions = tables.from_rows("mentions", found)
    none = tables.from_rows("attributions", [])
    for html in (
        side_by_side(rows, lines(TEXT).assign(rule=evil), mentions, none, two_frames),
        evidence(mentions, rows, two_frames),
    ):
        assert "<script" not in html.body


@pytest.mark.parametrize("doc_id", ["with space", 'quote"d', "مقال ١", "a<b>&c", "50%25"])
def test_an_identifier_of_any_kind_makes_an_anchor_that_its_link_finds(two_frames, doc_id):
    rows = articles(TEXT).assign(doc_id=doc_id)
    mentions = tables.from_rows("mentions", [mention(*place("ضربة"), doc_id=doc_id)])
    none = tables.from_rows("attributions", [])
    (shown,) = Page(side_by_side(rows, lines(TEXT, doc_id), mentions, none, two_frames).body).ids
    (link,) = Page(evidence(mentions, rows, two_frames).body).links
    assert link == f"#{shown}"
    assert re.fullmatch(r"[\w.~%-]+", shown, flags=re.ASCII)


@pytest.mark.parametrize(
    ("how", "line", "signs", "who", "sure"),
    [
        ({}, "solid", "", "voice: outlet", "certainty: plain"),
        (
            {"voice": "source", "speaker": "سمير", "speaker_type": "named", "hedged": True, "hedge": "قد"},
            "dashed",
            "≈ ",
            "voice: سمير (named)",
            "certainty: ≈ hedged قد",
        ),
        (
            {
                "voice": "source",
                "speaker": None,
                "speaker_type": "implicit",
                "negated": True,
                "negation": "لا",
                "quoted": True,
            },
            "dotted",
            "¬ ",
            "voice: unstated",
            "certainty: ¬ negated لا, in quotation marks",
        ),
    ],
)
def test_the_line_and_the_signs_tell_voice_and_certainty(two_frames, how, line, signs, who, sure):
    body = side_by_side(
        articles(TEXT),
        lines(TEXT),
        tables.from_rows("mentions", [mention(*place("ضربة"), **how)]),
        tables.from_rows("attributions", []),
        two_frames,
    ).body
    (shown,) = re.findall(
        r'<mark id="[^"]*" class="f0 (\w+)"[^>]* data-who="([^"]*)" data-sure="([^"]*)"', body
    )
    assert shown == (line, who, sure)
    assert re.search(rf'<a class="tag f0" href="#row-m-a0-blow-24"[^>]*>{signs}<bdi>', body)


# --- the seeds ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds_view(seeds, event_impact):
    corpus = seeds.corpus
    return side_by_side(
        corpus.articles, corpus.segments, seeds.mentions, seeds.attributions, event_impact
    ).body


def test_every_character_of_the_seeds_is_shown_once_in_order(seeds, seeds_view):
    body = seeds_view[seeds_view.index('<div class="reading"') :]
    shown = "".join(Page(body).words.split())
    assert shown == "".join("".join(text.split()) for text in seeds.corpus.articles["text"])


def test_every_mention_of_the_seeds_is_marked_and_its_evidence_leads_there(seeds, seeds_view, event_impact):
    places = Page(seeds_view).ids
    links = Page(evidence(seeds.mentions, seeds.corpus.articles, event_impact).body).links
    assert len(places) == len(set(places)) == len(seeds.mentions)
    assert sorted(links) == sorted(f"#{name}" for name in places)


def test_each_role_has_its_element(seeds_view):
    for opening in (
        '<h3 class="headline"',
        '<h4 class="subheading"',
        '<p class="deck"',
        '<p class="dateline"',
    ):
        assert opening in seeds_view
    assert seeds_view.count('<p class="furniture"') == 6


def test_an_unknown_outlet_and_date_are_said(seeds_view):
    assert "<header>unknown · date not stated</header>" in seeds_view


def test_the_evidence_keeps_the_words_and_the_codebooks_order(seeds, event_impact):
    body = evidence(seeds.mentions, seeds.corpus.articles, event_impact).body
    keywords = re.findall(r"<b>(.*?)</b>", body)
    assert sorted(keywords) == sorted(seeds.mentions["form"])
    frames = [int(n) for n in re.findall(r'<span class="frame f(\d)">', body)]
    assert frames == sorted(frames)


def test_mentions_in_furniture_are_no_evidence(two_frames):
    found = tables.from_rows("mentions", [mention(0, 4, role="furniture")])
    assert (
        evidence(found, articles(TEXT), two_frames, linked=False).body
        == '<p class="note">nothing to show</p>'
    )


def test_a_concordance_is_shown_right_to_left_with_its_words(two_frames):
    rows = kwic(tables.from_rows("mentions", [mention(*place("ضربة قوية"))]), {"a0": TEXT}, 10)
    body = concordance(rows).body
    assert re.search('<span class="kwic f0" dir="rtl" lang="ar">.*</span></span>', body)
    assert '<span class="before">أن ذلك</span> <b>ضربة قوية</b> <span class="after">جدا</span>' in body


def test_the_cleaning_table_shows_every_stretch_with_its_role_and_rule(seeds):
    rows = seeds.corpus.segments
    body = cleaning_table(rows, seeds.corpus.articles).body
    assert body.count("<tr>") == len(rows) + 1
    for text in ("حمل تطبيق آخر خبر", "app advertisement", "share button", "page furniture"):
        assert text in body


def test_a_long_stretch_is_cut_at_a_word_and_says_so():
    text = "كلمة " * 30
    row = {"doc_id": "a0", "segment_id": 0, "start": 0, "end": len(text), "role": "body", "rule": "r"}
    body = cleaning_table(tables.from_rows("segments", [row]), articles(text), longest=12).body
    assert ">كلمة كلمة …<" in body


def test_each_mention_names_the_rule_of_its_own_article(seeds, seeds_view):
    rules = {
        f'data-place="place: subheading ({segment.rule})"'
        for segment in seeds.corpus.segments.itertuples()
        if segment.role == "subheading"
    }
    assert rules and all(rule in seeds_view for rule in rules)
