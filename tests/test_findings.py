"""What the report says in words: each number, voice and certainty of a frame, and what may not follow."""

import re

import pytest

from analysis import tables
from analysis.display.finding_sentences import facts, findings, limits, title
from analysis.display.reading import anchor


def articles(*outlets):
    rows = ({"doc_id": f"a{i}", "outlet": name, "text": "نص"} for i, name in enumerate(outlets))
    return tables.from_rows("articles", rows)


def mention(doc_id="a0", start=0, frame="blow", role="body", **how):
    row = {"doc_id": doc_id, "sentence_id": 0, "start": start, "end": start + 4, "frame": frame}
    row |= {"cue": "ضربة", "form": "ضربة", "role": role, "voice": "outlet", "quoted": False}
    return row | {"hedged": False, "negated": False, "ambiguous": False} | how


def by(speaker, kind="named"):
    return {"voice": "source", "speaker": speaker, "speaker_type": kind}


@pytest.fixture
def blow(codebook_of):
    return codebook_of("- ضربة\n")


def told(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", str(html.body))).replace(" .", ".").replace(" ,", ",")


def say(mentions, rows, codebook):
    return told(findings(tables.from_rows("mentions", mentions), rows, codebook))


SOURCE = by("سمير")


@pytest.mark.parametrize(
    ("mentions", "sentences"),
    [
        ([], "Blow ضربة is not found in any article."),
        ([mention()], "appears once: in القدس. The outlet says it in its own voice."),
        ([mention(**SOURCE)], "appears once: in القدس. A source says it, not the outlet."),
        (
            [mention(**SOURCE, hedged=True, hedge="قد")],
            "A source says it, not the outlet. The only mention is hedged.",
        ),
        (
            [mention(**SOURCE), mention(start=9, **SOURCE)],
            "appears twice: in القدس. Sources say it every time, not an outlet.",
        ),
        (
            [mention(), mention("a1", **SOURCE)],
            "appears twice: in القدس and an unknown outlet. Once it is the outlet's own voice.",
        ),
        (
            [mention(start=i) for i in range(0, 15, 5)],
            "appears 3 times: in القدس. It is said in the outlets' own voice every time.",
        ),
        (
            [mention(start=0), mention(start=5), mention(start=9, **SOURCE)],
            "appears 3 times: in القدس. Twice it is the outlet's own voice.",
        ),
        (
            [mention(), mention(start=9, negated=True, negation="لم")],
            "own voice every time. One mention is negated.",
        ),
    ],
)
def test_a_finding_is_told_in_words(blow, mentions, sentences):
    assert sentences in say(mentions, articles("القدس", "unknown"), blow)


@pytest.mark.parametrize(
    ("how", "who"),
    [
        ({"role": "headline"}, "outlet: headline"),
        (by("سمير"), "سمير"),
        (by("وزارة الدفاع", "institution"), "وزارة الدفاع"),
        (by("محللون", "anonymous"), "محللون (anonymous)"),
        (by(None, "implicit"), "unstated"),
        ({**by("سمير"), "hedged": True, "hedge": "قد"}, "سمير, hedged قد"),
        ({**by("سمير"), "negated": True, "negation": "لم"}, "سمير, negated لم"),
    ],
)
def test_each_mention_has_its_speaker_and_certainty(blow, how, who):
    shown = say([mention(**how)], articles("القدس"), blow)
    assert f"القدس {who} see it in the text" in shown


def test_an_outlet_without_the_frame_is_listed_and_said_to_lack_it(blow):
    assert "unknown not found" in say([mention()], articles("القدس", "unknown"), blow)


def test_mentions_in_page_furniture_do_not_count(blow):
    assert "is not found in any article" in say([mention(role="furniture")], articles("القدس"), blow)


def test_the_evidence_is_one_click_away(blow):
    found = tables.from_rows("mentions", [mention("a1", 7), mention("a1", 20)])
    body = findings(found, articles("القدس", "x"), blow).body
    assert re.findall(r'href="#([^"]*)"', body) == [anchor("a1", "blow", 7)] * 2  # its words, and the link


@pytest.mark.parametrize(
    ("outlets", "warning"),
    [
        (["a", "b"], "One article an outlet: this is a description of these texts. No inference"),
        (["a"] * 9, "9 articles, 9 an outlet at the least: this is a description"),
        (["a"] * 12 + ["b"], "13 articles, 1 an outlet at the least"),
        (["a"] * 19, "19 articles, 19 an outlet at the least"),
    ],
)
def test_few_articles_allow_description_only_and_that_is_said(blow, outlets, warning):
    assert warning in told(limits(articles(*outlets), blow))


def test_with_enough_articles_only_the_unvalidated_codebook_is_warned_of(blow):
    warnings = told(limits(articles(*["a"] * 20, *["b"] * 20), blow)).strip()
    assert warnings.startswith("The codebook has not been compared with human coding")
    assert "No inference" not in warnings


def test_outlets_with_too_few_articles_are_named_beside_those_with_enough(blow):
    rows = articles(*["a"] * 20, *["b"] * 3, "c", "unknown")
    assert "Fewer than 20 articles are of b, c and an unknown outlet" in told(limits(rows, blow))


def test_two_unknown_outlets_are_not_called_one(blow):
    rows = articles("القدس", "unknown", "unknown")
    found = [mention("a0"), mention("a1"), mention("a2")]
    assert "in القدس and unknown outlets." in say(found, rows, blow)
    assert "One article an outlet" in told(limits(rows, blow))


def test_a_validated_codebook_is_not_warned_of(blow):
    validated = blow.model_copy(update={"validated": True})
    assert limits(articles(*["a"] * 20), validated).body == ""
    assert "human coding" in limits(articles("a"), blow).body
    assert "human coding" not in limits(articles("a"), validated).body


def test_the_head_of_the_page_counts_what_was_coded(blow):
    line = told(facts(articles("القدس", "الغد", "الرأي", "unknown"), 1234, blow, "the engine"))
    for fact in (
        "4 articles",
        "3 outlets ( القدس, الغد and الرأي )",
        "1 article of an unknown outlet",
        "1234 words",
        "small 1.0",
        "the engine",
    ):
        assert fact in line
    assert "not yet validated" in line


@pytest.mark.parametrize(
    ("outlets", "lede"),
    [
        (["a"], "1 article of one outlet, coded for one frame"),
        (["a", "a"], "2 articles of one outlet, coded"),
        (["a", "b"], "2 articles of 2 outlets, coded"),
        (["a", "unknown"], "2 articles of one outlet and an unknown outlet, coded"),
        (["a", "b", "unknown", "unknown"], "4 articles of 2 outlets and unknown outlets, coded"),
        (["unknown"], "1 article of an unknown outlet, coded"),
    ],
)
def test_the_lede_counts_known_outlets_only(blow, outlets, lede):
    assert lede in re.sub(r"\s+", " ", told(title(articles(*outlets), blow)))


@pytest.mark.parametrize(
    ("outlets", "lede"),
    [
        (["a"], "مقال واحد من صحيفة واحدة، بترميز إطار واحد"),
        (["a", "b"], "مقالان من صحيفتين،"),
        (["a", "b", "unknown"], "3 مقالات من صحيفتين وصحيفة غير معروفة،"),
        ([*"abc", *"abcdefgh"], "11 مقالاً من 8 صحف،"),
    ],
)
def test_arabic_counts_have_their_forms(blow, outlets, lede, monkeypatch):
    monkeypatch.setenv("ITAR_LANGUAGE", "ar")
    shown = re.sub(r"<[^>]*>", "", str(title(articles(*outlets), blow).body))
    assert lede in shown


def test_what_comes_from_the_corpus_is_escaped(blow):
    evil = "<script>alert(1)</script>"
    found = tables.from_rows("mentions", [mention(**by(evil), hedged=True, hedge=evil)])
    rows = articles(evil)
    for html in (findings(found, rows, blow), facts(rows, 1, blow, evil), title(rows, blow)):
        assert "<script" not in html.body


def test_many_frames_go_through_the_colours_and_begin_anew(codebook_of, blow):
    frames = {f"f{i}": blow.frames["blow"] for i in range(10)}
    book = blow.model_copy(update={"frames": frames})
    body = findings(tables.from_rows("mentions", []), articles("a"), book).body
    assert re.findall(r'class="finding f(\d)"', body) == list("0123456701")


def test_the_seeds_findings_are_the_cases(seeds, event_impact):
    shown = told(findings(seeds.mentions, seeds.corpus.articles, event_impact))
    assert "Strong blow ضربة قوية appears once: in القدس. A source says it, not the outlet." in shown
    assert "وسيم نصر, hedged قد" in shown
    assert "Temporary setback انتكاسة مؤقتة appears twice: in an unknown outlet. Once it is" in shown
    assert "محللون (anonymous)" in shown
