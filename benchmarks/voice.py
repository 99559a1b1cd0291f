"""How well voice is found: attributions, hedges, negations and killing wordings against coded articles.

Run ``python benchmarks/voice.py`` from the project's folder (``--gold FILE`` for another set, ``--errors``
to see what was missed, ``--leave-out`` for the spread over articles). What the coders disputed counts
neither way.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from analysis import tables  # noqa: E402
from analysis.comparison.naming import find_killings, load_naming  # noqa: E402
from analysis.framing.attribution import Attribution, attribute  # noqa: E402
from analysis.framing.certainty import hedges_in, negations_in  # noqa: E402
from analysis.framing.words import Article, sentences_of  # noqa: E402
from analysis.language.lemmas import best_engine  # noqa: E402
from analysis.pipeline import prepare  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "attribution" / "development.jsonl"
#: What two coders reached between themselves (../shared/README.md).
CODERS = {"cue": 0.966, "source": 0.960, "content": 0.898, "negation": 1.0, "killing": 0.983, "hedge": 0.72}
CLITICS = "وفبلك"
TRIMMED = "\"'«»“”.،؛: "


class Found(NamedTuple):
    """What the project finds in a sentence, as strings of it, with their places."""

    attributions: list[dict[str, Any]]
    hedges: list[tuple[int, int]]
    negations: list[tuple[int, int]]
    killings: list[tuple[int, int]]


def main() -> None:
    arguments = _arguments()
    if not arguments.gold.exists():
        raise SystemExit(f"{arguments.gold} is missing; this benchmark needs a coded set (--gold FILE).")
    documents = [json.loads(line) for line in arguments.gold.read_text(encoding="utf-8").splitlines() if line]
    found = code(documents, arguments.join.encode().decode("unicode_escape"))
    counts = {
        document["doc_id"]: score(document, found[document["doc_id"]], arguments.errors)
        for document in documents
    }
    report(sum(counts.values(), Counter()))
    if arguments.leave_out:
        for left_out in counts:
            rest = sum((count for doc_id, count in counts.items() if doc_id != left_out), Counter())
            print(
                f"without {left_out}:",
                " ".join(f"{name} {value:.3f}" for name, value in measures(rest).items()),
            )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--join", default="\\n", help="what stands between the sentences of an article")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--leave-out", action="store_true")
    return parser.parse_args()


# --- what the project finds -----------------------------------------------------------------------


def code(documents: Sequence[Mapping[str, Any]], between: str) -> dict[str, list[Found]]:
    """Code each document as one article, and cut what was found to the gold's sentences."""
    texts = {
        document["doc_id"]: between.join(s["text"] for s in document["sentences"]) for document in documents
    }
    articles = tables.from_rows(
        "articles", ({"doc_id": doc_id, "outlet": "", "text": text} for doc_id, text in texts.items())
    )
    engine = best_engine()
    corpus = prepare(articles, engine)
    killings = find_killings(corpus, load_naming(), engine)
    coded = {}
    for doc_id, sentences in sentences_of(*corpus):
        gold = next(document for document in documents if document["doc_id"] == doc_id)
        of_article = killings[killings["doc_id"] == doc_id]
        places = list(zip(of_article["start"], of_article["end"], strict=True))
        coded[doc_id] = list(_cut(sentences, texts[doc_id], gold["sentences"], len(between), places))
    return coded


def _cut(
    sentences: Article,
    text: str,
    gold: Sequence[Mapping[str, Any]],
    gap: int,
    killings: Sequence[tuple[int, int]],
) -> Iterator[Found]:
    attributions = attribute(sentences, text)
    hedges = [mark.span for sentence in sentences for mark in hedges_in(sentence.words)]
    negations = [mark.span for sentence in sentences for mark in negations_in(sentence.words)]
    start = 0
    for sentence in gold:
        end = start + len(sentence["text"])
        yield Found(
            [
                _as_gold(one, start, end)
                for one in attributions
                if start <= one.cue.start < one.cue.end <= end
            ],
            _inside(hedges, start, end),
            _inside(negations, start, end),
            _inside(killings, start, end),
        )
        start = end + gap


def _as_gold(one: Attribution, start: int, end: int) -> dict[str, Any]:
    def local(span: Any) -> tuple[int, int] | None:
        return (max(span.start - start, 0), min(span.end, end) - start) if span and span.start < end else None

    return {
        "cue": local(one.cue), "source": local(one.source), "source_type": one.source_type,
        "content": local(one.content), "direct": one.direct,
    }  # fmt: skip


def _inside(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(a - start, b - start) for a, b in spans if start <= a < b <= end]


# --- scoring --------------------------------------------------------------------------------------


def score(document: Mapping[str, Any], found: Sequence[Found], show: bool) -> Counter[str]:
    """Count hits, misses and false alarms of a document."""
    counts: Counter[str] = Counter()
    for gold, ours in zip(document["sentences"], found, strict=True):
        counts += _score_attributions(gold, ours.attributions, show)
        text = gold["text"]
        for name, key, ours_of in (
            ("negation", "negations", ours.negations),
            ("hedge", "hedges", ours.hedges),
            ("killing", "killing", ours.killings),
        ):
            forms = [item["form"] if isinstance(item, dict) else item for item in gold.get(key, ())]
            disputed = [_form(item) for item in gold.get(f"disputed_{key}", ())]
            counts += _score_forms(text, forms, disputed, ours_of, name, show)
    return counts


def _form(item: Any) -> str:
    return str(item["form"]) if isinstance(item, dict) else str(item)


def _score_attributions(gold: Mapping[str, Any], ours: list[dict[str, Any]], show: bool) -> Counter[str]:
    text, counts = gold["text"], Counter[str]()
    places = _places(text, [item["cue"] for item in gold["attributions"]])
    left = list(ours)
    for item, place in zip(gold["attributions"], places, strict=True):
        hit = next((one for one in left if _same_words(text, one["cue"], place)), None)
        if hit is None:
            counts["cue_missed"] += 1
            _show(show, "MISSED CUE", item["cue"], text, place)
            continue
        left.remove(hit)
        counts["cue_hit"] += 1
        counts += _score_source(text, item, hit, show)
        if item["content"] is not None or hit["content"] is not None:
            counts += _score_content(text, item, hit)
    disputed = _places(text, gold.get("disputed_cues", ()))
    for one in left:
        if not any(_overlap(one["cue"], place) for place in disputed):
            counts["cue_false"] += 1
            _show(show, "FALSE CUE", text[slice(*one["cue"])], text, one["cue"])
    return counts


def _score_source(text: str, item: Mapping[str, Any], hit: Mapping[str, Any], show: bool) -> Counter[str]:
    counts = Counter[str]()
    if not item.get("source_disputed"):
        ours = text[slice(*hit["source"])] if hit["source"] else None
        right = _bare(ours) == _bare(item["source"])
        counts["source_hit" if right else "source_wrong"] += 1
        if not right:
            _show(show, "SOURCE", f"{item['cue']}: {ours} / gold {item['source']}", "", (0, 0))
    same = hit["source_type"] == item["source_type"]
    counts["type_hit" if same else "type_wrong"] += 1
    if not same:
        _show(
            show, "TYPE", f"{item['source']}: {hit['source_type']} / gold {item['source_type']}", "", (0, 0)
        )
    return counts


def _score_content(text: str, item: Mapping[str, Any], hit: Mapping[str, Any]) -> Counter[str]:
    if item.get("content_disputed"):
        return Counter()
    ours = text[slice(*hit["content"])] if hit["content"] else ""
    gold = set((item["content"] or "").split())
    shared, both = len(gold & set(ours.split())), len(gold) + len(set(ours.split()))
    close = shared * 2 / both if both else 1.0
    return Counter({"content_close" if close >= 0.8 else "content_other": 1})


def _score_forms(
    text: str, forms: list[str], disputed: list[str], ours: list[tuple[int, int]], name: str, show: bool
) -> Counter[str]:
    counts, left = Counter[str](), list(ours)
    for form, place in zip(forms, _places(text, forms), strict=True):
        hit = next((one for one in left if _overlap(one, place)), None)
        counts[f"{name}_{'hit' if hit else 'missed'}"] += 1
        if hit:
            left.remove(hit)
        else:
            _show(show, f"MISSED {name}", form, text, place)
    barred = _places(text, disputed)
    for one in left:
        if not any(_overlap(one, place) for place in barred):
            counts[f"{name}_false"] += 1
            _show(show, f"FALSE {name}", text[slice(*one)], text, one)
    return counts


def _places(text: str, forms: Iterable[str]) -> list[tuple[int, int]]:
    """Find forms in their sentence, each behind the last one of the same spelling, whole words first."""
    used: dict[str, int] = {}
    places = []
    for form in forms:
        start = _whole_word(text, form, used.get(form, 0))
        used[form] = start + len(form)
        places.append((start, start + len(form)))
    return places


def _whole_word(text: str, form: str, begin: int) -> int:
    """Give where a form stands as a word of its own, else with clitics before it, else anywhere."""
    fallback = -1
    start = text.find(form, begin)
    while start >= 0:
        before = text[start - 1] if start else " "
        after = text[start + len(form)] if start + len(form) < len(text) else " "
        if not before.isalpha() and not after.isalpha():
            return start
        if fallback < 0 or (before in CLITICS and not after.isalpha()):
            fallback = start if fallback < 0 or not after.isalpha() else fallback
        start = text.find(form, start + 1)
    return max(fallback, 0)


def _same_words(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches are the same words, clitics aside."""
    return _bare(_widened(text, one)) == _bare(_widened(text, other)) and _overlap(one, other)


def _widened(text: str, span: tuple[int, int]) -> str:
    start, end = span
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def _bare(form: str | None) -> str | None:
    return " ".join(form.strip(TRIMMED).split()) if form is not None else None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _show(show: bool, kind: str, what: str, text: str, place: tuple[int, int]) -> None:
    if show:
        print(f"{kind:16}{what} … {text[max(place[0] - 40, 0) : place[1] + 50]}")


# --- numbers --------------------------------------------------------------------------------------


def measures(counts: Counter[str]) -> dict[str, float]:
    """Turn counts into the measures of the issue."""
    return {
        "cue P": _share(counts["cue_hit"], counts["cue_false"]),
        "cue R": _share(counts["cue_hit"], counts["cue_missed"]),
        "cue F1": _f1(counts, "cue"),
        "source": _share(counts["source_hit"], counts["source_wrong"]),
        "type": _share(counts["type_hit"], counts["type_wrong"]),
        "content": _share(counts["content_close"], counts["content_other"]),
        "hedges found": _share(counts["hedge_hit"], counts["hedge_missed"]),
        "negation F1": _f1(counts, "negation"),
        "killing F1": _f1(counts, "killing"),
    }


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else float("nan")


def _f1(counts: Counter[str], name: str) -> float:
    return _share(2 * counts[f"{name}_hit"], counts[f"{name}_missed"] + counts[f"{name}_false"])


def report(counts: Counter[str]) -> None:
    """Print the measures beside the coders' own agreement."""
    coders = {
        "cue F1": CODERS["cue"], "source": CODERS["source"], "content": CODERS["content"],
        "negation F1": CODERS["negation"], "killing F1": CODERS["killing"], "hedges found": CODERS["hedge"],
    }  # fmt: skip
    table = pd.DataFrame({"measured": measures(counts), "coders": coders}).reindex(measures(counts))
    print(table.round(3).to_string())
    print(dict(sorted(counts.items())))


if __name__ == "__main__":
    main()
