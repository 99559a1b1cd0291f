"""What an aligned dossier and a comparison say, in tables and sentences."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.comparison import Dossier, Finding
from analysis.display.cutting import on_one_line
from analysis.display.listing import Row, grid, table
from analysis.display.markup import Html, isolated, running
from analysis.display.reading import outlet_name, sentence_anchor
from analysis.display.words import say
from analysis.tables import by_doc_id

#: A claim of more characters is cut.
LONGEST_CLAIM = 110
#: How each kind of difference is told.
DIFFERENCES = {
    "naming": "differs_naming",
    "frame": "differs_frame",
    "number": "differs_number",
    "date": "differs_date",
    "speaker": "differs_speaker",
}


def differences(dossier: Dossier, articles: pd.DataFrame) -> Html:
    """List what differs in each pair of aligned sentences, each linked to its place in the text."""
    if dossier.pairs.empty:
        return Html(Markup(""))  # the chart above says why
    pairs = dossier.pairs.set_index("pair")
    outlets = by_doc_id(articles, "outlet")
    rows = [
        Row(
            (
                _place(row.pair, pairs.loc[row.pair]),
                say(DIFFERENCES[row.what]),
                _told(row.here, outlets[pairs.loc[row.pair, "doc_id"]]),
                _told(row.there, outlets[pairs.loc[row.pair, "other_doc_id"]]),
            )
        )
        for row in dossier.differences.itertuples()
    ]
    headings = [say(f"col_{name}") for name in ("pair", "differs", "one", "other")]
    return Html(Markup("<p>{}</p>").format(_counts(dossier)) + grid(headings, rows))


def _counts(dossier: Dossier) -> Markup:
    n_of = dossier.sentences["status"].value_counts()
    return say(
        "dossier_counts",
        pairs=say("n_pairs", n=len(dossier.pairs)),
        shared=say("told_alike", n=int(n_of.get("shared", 0))),
        differing=say("told_differently", n=int(n_of.get("differing", 0))),
        alone=say("told_in_one", n=int(n_of.get("found in one only", 0))),
    )


def _place(pair: int, row: "pd.Series[str]") -> Markup:
    link = sentence_anchor(row["doc_id"], int(row["start"]))
    return Markup('<a href="#{}">⇄{}</a>').format(link, pair + 1)


def _told(words: object, outlet: str) -> Markup:
    """Say what a sentence says, or that nothing of the kind is found in it."""
    if pd.isna(words):
        return Markup('<span class="soft">{}</span>').format(say("not_found_in", outlet=outlet_name(outlet)))
    return Markup("{} <span class='soft'>({})</span>").format(isolated(words), outlet_name(outlet))


def sources(dossier: Dossier) -> Html:
    """List what a speaker whom several outlets quote is made to say in each, and where that is found too.

    Each claim has a row: beside it the same claim of the other article, or that it is not found there.
    """
    seen: set[frozenset[str]] = set()
    rows = [
        Row(
            (
                isolated(row.speaker),
                isolated(on_one_line(row.claim, LONGEST_CLAIM)),
                outlet_name(row.outlet),
                _elsewhere(row),
            )
        )
        for row in dossier.sources.itertuples()
        if _new(row, seen)
    ]
    headings = [say(f"col_{name}") for name in ("speaker", "said", "article", "elsewhere")]
    return Html(grid(headings, rows) if rows else Markup(""))


def _elsewhere(row: Any) -> Markup:
    if pd.isna(row.other_claim):
        return _told(row.other_claim, row.other_outlet)
    return _told(on_one_line(row.other_claim, LONGEST_CLAIM), row.other_outlet)


def _new(row: Any, seen: set[frozenset[str]]) -> bool:
    """Tell whether two equal claims were not set beside each other yet, whichever of them came first."""
    if pd.isna(row.other_claim):
        return True
    pair = frozenset((row.claim, row.other_claim))
    fresh = pair not in seen
    seen.add(pair)
    return fresh


def finding(found: Finding, longest: int = 20) -> Html:
    """Show what a comparison found: its sentence, and the first rows of its table."""
    shown = table(found.table.head(longest)).body if len(found.table) else Markup("")
    return Html(Markup('<p class="note">{}</p>').format(running(found.sentence)) + shown)
