"""Charts of outlets: their words and scales, and the reasons why one is not drawn."""

import ast
import itertools
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import comparison
from analysis.comparison.collocation import Company
from analysis.comparison.findings import Finding, Why
from analysis.comparison.keywords import OTHERS
from analysis.comparison.naming import load_naming
from analysis.display import outlets, words
from analysis.display.charts import Chart, NoChart
from labels import LONG, drawn_labels

FRAMES = {
    "blow": "Strong blow",
    "setback": "انتكاسة مؤقتة",
    "cause": "A cause with a name that goes on for longer than there is room for it in any chart",
}
KEYWORDS = ["داعش", "تنظيم الدولة الإسلامية", "ISIS", LONG[0], "انتكاسة", LONG[1]]
NAMES = load_naming()


def shares_of(*groups, **columns):
    n = 40
    rows = [
        {
            **keys,
            "frame": frame,
            "articles": n,
            "carrying": k,
            "share": k / n,
            "low": k / n / 2,
            "high": 1.0,
            **columns,
        }
        for keys in groups
        for k, frame in zip(itertools.count(7, 9), FRAMES, strict=False)
    ]
    return Finding(pd.DataFrame(rows), "why")


def by_outlet(names):
    return [{"outlet": name} for name in names]


def days(n):
    return [{"period": str(day.date())} for day in pd.date_range("2015-07-01", periods=n)]


def keywords(target, against, scores):
    rows = [
        {
            "outlet": target,
            "against": against,
            "word": word,
            "more_in": target if z > 0 else against,
            "z": z,
            "q": 0.01 if abs(z) > 2 else 0.5,
            "terms": 4,
            "target_articles": 1204,
            "reference_articles": 10012,
        }
        for word, z in zip(KEYWORDS, scores, strict=True)
    ]
    return pd.DataFrame(rows)


def of_two(names):
    return Finding(keywords(names[0], names[1], (4.5, 2.5, 0.4, -0.3, -2.2, -6.0)), "told")


def of_each(names):
    scores = (24.5, 12.5, 8.4, 3.3, 2.2, 2.1)
    return Finding(pd.concat([keywords(name, OTHERS, scores) for name in names]), "told")


def places(names, of_articles=9):
    rows = [
        {
            "outlet": o,
            "frame": f,
            "place": p,
            "mentions": n,
            "articles": 1,
            "of_articles": of_articles,
            "share": 0.1,
        }
        for o in names
        for f in FRAMES
        for p, n in (("headline", 3), ("lead", 12), ("body", 140))
    ]
    return pd.DataFrame(rows)


def strips(names, articles=2):
    rows = [
        {"doc_id": f"{o}{i}", "outlet": o, "frame": f, "position": 0.5}
        for o in names
        for f in FRAMES
        for i in range(articles)
    ]
    return pd.DataFrame(rows)


def company(n=20):
    rows = [
        {"word": KEYWORDS[i % len(KEYWORDS)], "together": 3 + i, "log_dice": 12 - i / 2} for i in range(n)
    ]
    return Company(Finding(pd.DataFrame(rows), "told"), pd.DataFrame())


def differing(names):
    return shares_of(
        *by_outlet(names), difference=0.25, share_of_others=0.1, p=0.001, q=0.01, why_no_interval=""
    )


#: One of each chart, drawn for the outlets given: what holds of all of them is tested in test_charts.
CHARTS = {
    "keyness of two": lambda names: outlets.keyness_bars(of_two(names), "keyness_lemmas"),
    "keyness of each": lambda names: outlets.keyness_bars(of_each(names), "keyness_types"),
    "shares": lambda names: outlets.shares(shares_of(*by_outlet(names)), FRAMES),
    "outlet_differences": lambda names: outlets.outlet_differences(differing(names), FRAMES),
    "over_time": lambda names: outlets.over_time(shares_of(*days(2 * len(names))), FRAMES),
    "over_time, a quarter": lambda names: outlets.over_time(shares_of(*days(92)), FRAMES),
    "dispersion_strips": lambda names: outlets.dispersion_strips(strips(names), FRAMES),
    "salience": lambda names: outlets.salience(places(names), FRAMES),
    "collocates": lambda names: outlets.collocates(company(), NAMES, "islamic_state"),
}


def test_keyness_names_both_outlets_the_terms_and_every_word_that_it_draws():
    chart = outlets.keyness_bars(of_two(["القدس", "unknown"]), "keyness_lemmas")
    assert all(word in chart.alt for word in KEYWORDS)
    assert "القدس: داعش +4.5" in chart.alt
    assert "unknown: ISIS" not in chart.alt
    assert "log-likelihood ratio of four terms" in chart.caption


def test_of_several_outlets_each_has_its_five_keyest():
    chart = outlets.keyness_bars(of_each(["أ", "ب", "ج"]), "keyness_types")
    assert chart.alt.count("داعش") == 3
    assert KEYWORDS[5] not in chart.alt
    assert len(chart.table) == 18


@pytest.mark.parametrize(
    ("most", "scale"),
    [(0.004, ["0%", "0.5%", "1%"]), (0.03, ["0%", "2.5%", "5%"]), (0.6, ["0%", "50%", "100%"])],
)
def test_the_scale_ends_beyond_the_largest_share(most, scale):
    chart = outlets.shares(shares_of(*by_outlet(["a", "b"]), share=most, low=0.0, high=most), FRAMES)
    shown = [re.sub("[\u2066-\u2069]", "", text) for text, _ in drawn_labels(chart.figure)]
    assert [text for text in shown if text.endswith("%")] == scale


# --- reasons --------------------------------------------------------------------------------------

NOTHING = Finding(pd.DataFrame(), "told", Why("too_few_articles", {"minimum": 20}))


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (lambda: outlets.shares(NOTHING, FRAMES), "each takes 20 articles of an outlet"),
        (lambda: outlets.outlet_differences(NOTHING, FRAMES), "each takes 20 articles of an outlet"),
        (lambda: outlets.differences_told(NOTHING, FRAMES), "each takes 20 articles of an outlet"),
        (lambda: outlets.keyness_bars(NOTHING, "keyness_cues"), "each takes 20 articles of an outlet"),
        (
            lambda: outlets.keyness_bars(NOTHING._replace(why=None), "keyness_cues"),
            "No keyword among the codebook's cues.",
        ),
        (
            lambda: outlets.over_time(NOTHING._replace(why=Why("one_period", {"n": 3})), FRAMES),
            "the 3 articles with a date are of one day or week",
        ),
        (
            lambda: outlets.dispersion_strips(strips(["a", "b"], articles=1), FRAMES),
            "no outlet has mentions in two",
        ),
        (
            lambda: outlets.salience(places(["a"], of_articles=1), FRAMES),
            "The 465 mentions: 9 in a headline, 36 in a deck or lead and 420 in the body.",
        ),
        (lambda: outlets.collocates(company(), NAMES, None), "no such name or cue is found"),
    ],
)
def test_what_is_not_drawn_says_why(shown, reason):
    assert isinstance(shown(), NoChart)
    assert reason in repr(shown())


def whys():
    """Give every reason that the comparison can name, with the numbers that it gives."""
    for path in Path(comparison.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Why":
                yield node.args[0].value, [key.value for key in node.args[1].keys]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_reason_is_said_in_both_languages(language, monkeypatch):
    monkeypatch.setenv(words.VARIABLE, language)
    told = dict(whys())
    assert len(told) >= 6
    for key, numbers in told.items():
        for n in (1, 2, 3, 11, 100):
            assert "{" not in words.say(key, **dict.fromkeys(numbers, n))


def test_charts_stand_together_and_each_reason_once():
    chart = outlets.shares(shares_of(*by_outlet(["القدس"])), FRAMES)
    nothing = [outlets.shares(NOTHING, FRAMES), outlets.keyness_bars(NOTHING, "keyness_cues")]
    body = outlets.together(*nothing, chart).body
    assert body.count("<svg") == 1
    assert body.count("articles of an outlet") == 1
    assert body.index("<svg") < body.index("articles of an outlet")
    assert isinstance(chart, Chart)


def test_differences_that_pass_are_told_the_surest_first():
    found = differing(["القدس", "الغد"])
    table = found.table.assign(q=[0.2, 0.01, 0.3, 0.0001, 0.04, 0.9])
    told = repr(outlets.differences_told(found._replace(table=table), FRAMES))
    assert "6 differences between an outlet and all the others are tested, 3 pass" in told
    assert told.index("Strong blow: 18% of the articles of الغد") < told.index("انتكاسة مؤقتة: 40%")
    assert "(q < 0.001)" in told
