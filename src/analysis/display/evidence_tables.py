"""The tables behind the findings: every mention and every attribution, each linked to its words."""

import base64
from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.display.listing import Row, grid
from analysis.display.markup import Html, isolated
from analysis.display.reading import (
    anchor,
    certainty,
    colour_numbers,
    data,
    frame_name,
    outlet_name,
    row_anchor,
    voice,
)
from analysis.display.words import plainly, say
from analysis.framing.codebook import Codebook
from analysis.framing.kwic import kwic
from analysis.framing.tabulation import counted


def evidence(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: Codebook,
    width: int = 40,
    linked: bool = True,
) -> Html:
    """List every mention in its context.

    Parameters
    ----------
    mentions, articles : DataFrame
        The tables of the design.
    codebook : Codebook
        Whose frames order the rows.
    width : int
        How many characters of context on each side.
    linked : bool
        Whether each row is linked to its place in the reading view, and carries the name by which the
        reading view links back; once on a page.
    """
    numbers, order = colour_numbers(codebook), list(codebook.frames)
    rows = kwic(counted(mentions, articles), _texts(articles), width)
    rows = rows.assign(order=rows["frame"].map(order.index)).sort_values(["order", "doc_id", "start"])
    headings = [say(f"col_{name}") for name in ("frame", "context", "voice", "certainty", "where", "article")]
    shown = grid(
        headings,
        (
            Row(
                (
                    Markup('<span class="frame f{}">{}</span>').format(
                        numbers[row.frame], frame_name(codebook.frames[row.frame])
                    ),
                    _context(row, numbers[row.frame], linked),
                    voice(row),
                    certainty(row),
                    say(row.role),
                    outlet_name(row.outlet),
                ),
                Markup('id="{}" {}').format(row_anchor(row.doc_id, row.frame, row.start), data(row))
                if linked
                else Markup(""),
            )
            for row in rows.itertuples()
        ),
        kind="evidence",
    )
    return Html(shown + (_download(mentions, "mentions.csv") if linked else Markup("")))


def attribution_evidence(attributions: pd.DataFrame, articles: pd.DataFrame, longest: int = 90) -> Html:
    """List every act of reported speech: who, by which words, what."""
    texts = _texts(articles)
    outlets = dict(zip(articles["doc_id"], articles["outlet"], strict=True))
    stated = attributions[attributions["cue_end"] > attributions["cue_start"]]
    headings = [say(f"col_{name}") for name in ("speaker", "kind", "cue_word", "said", "article")]
    shown = grid(
        headings,
        (
            Row(
                (
                    isolated(row.speaker) if isinstance(row.speaker, str) else say("implicit_short"),
                    say(f"{row.source_type}_short"),
                    isolated(texts[row.doc_id][row.cue_start : row.cue_end]),
                    isolated(_said(row, texts[row.doc_id], longest)),
                    outlet_name(outlets[row.doc_id]),
                )
            )
            for row in stated.itertuples()
        ),
        kind="listing attributions",
    )
    return Html(
        Markup("<h3>{}</h3>").format(say("title_attributions"))
        + shown
        + _download(attributions, "attributions.csv")
    )


def _said(row: Any, text: str, longest: int) -> str:
    if pd.isna(row.content_start):
        return ""
    said = " ".join(text[row.content_start : row.content_end].split())
    return shortened(said, longest)


def _texts(articles: pd.DataFrame) -> Mapping[str, str]:
    return dict(zip(articles["doc_id"], articles["text"], strict=True))


def _context(row: Any, number: int, linked: bool) -> Markup:
    """Show a mention between the words before and behind it, right to left."""
    tag, link = ("a", anchor(row.doc_id, row.frame, row.start)) if linked else ("span", "")
    href = Markup(' href="#{}"').format(link) if linked else Markup("")
    return Markup(
        '<{0} class="kwic f{1}"{2} dir="rtl" lang="ar"><span class="before">{3}</span> '
        '<b>{4}</b> <span class="after">{5}</span></{0}>'
    ).format(tag, number, href, row.left, row.keyword, row.right)


def _download(table: pd.DataFrame, name: str) -> Markup:
    """Offer a table as a CSV file that the page carries in itself."""
    content = "\ufeff" + table.to_csv(index=False, lineterminator="\n")
    return Markup(
        '<p class="tools" data-copy="{}" data-copied="{}">'
        '<a download="{}" href="data:text/csv;charset=utf-8;base64,{}">{}</a></p>'
    ).format(
        plainly("copy"),
        plainly("copied"),
        name,
        base64.b64encode(content.encode("utf-8")).decode("ascii"),
        say("download"),
    )


def concordance(rows: pd.DataFrame) -> Html:
    """Show a concordance (:func:`analysis.framing.kwic.kwic`) right to left."""
    return Html(
        grid(
            [say("col_article"), say("col_context")],
            (Row((isolated(row.doc_id), _context(row, 0, linked=False))) for row in rows.itertuples()),
            kind="evidence concordance",
        )
    )


def cleaning_table(segments: pd.DataFrame, articles: pd.DataFrame, longest: int = 70) -> Html:
    """Show every stretch of every article with its role and the rule that gave it."""
    texts = _texts(articles)
    return Html(
        grid(
            [say("col_article"), say("col_role"), say("col_rule"), say("col_text")],
            (
                Row(
                    (
                        isolated(row.doc_id),
                        Markup('<span class="{}">{}</span>').format(
                            row.role.replace(" ", "-"), say(row.role)
                        ),
                        isolated(row.rule),
                        isolated(shortened(texts[row.doc_id][row.start : row.end], longest)),
                    )
                )
                for row in segments.itertuples()
            ),
        )
    )


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long between two words, visibly."""
    if len(text) <= longest:
        return text
    return (text[:longest].rpartition(" ")[0] or text[:longest]) + " …"
