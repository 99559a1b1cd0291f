"""The tables behind the findings: every mention and every attribution, each linked to its words."""

import base64
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.display.cutting import on_one_line, shortened
from analysis.display.listing import MOST_ROWS, Row, grid, partly
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
from analysis.display.words import named, plainly, say
from analysis.framing.codebook import Codebook
from analysis.framing.kwic import kwic
from analysis.framing.tabulation import counted
from analysis.tables import as_csv, by_doc_id

#: A CSV file of so many bytes at the most is carried in the page itself.
MOST_CARRIED = 300_000
#: Marks a mention whose word may belong to another lemma.
AMBIGUOUS = Markup('<sup title="{}">؟</sup>')


def evidence(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: Codebook,
    width: int = 40,
    linked: bool = True,
    most: int = MOST_ROWS,
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
    most : int
        So many rows at the most; the table says how many there are, and its file holds them all.
    """
    numbers, order = colour_numbers(codebook), list(codebook.frames)
    content = counted(mentions, articles)
    content = content.assign(order=content["frame"].map(order.index)).sort_values(
        ["order", "doc_id", "start"]
    )
    rows = kwic(content.head(most), by_doc_id(articles, "text"), width)
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
    rest = partly(most, len(content), "report/tables/mentions.csv")
    return Html(
        shown + (_download(mentions, "mentions.csv") if linked and len(content) else Markup("")) + rest
    )


def attribution_evidence(
    attributions: pd.DataFrame, articles: pd.DataFrame, longest: int = 90, most: int = MOST_ROWS
) -> Html:
    """List every act of reported speech: who, by which words, what."""
    texts = by_doc_id(articles, "text")
    outlets = by_doc_id(articles, "outlet")
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
            for row in stated.head(most).itertuples()
        ),
        kind="listing attributions",
    )
    return Html(
        Markup("<h3>{}</h3>").format(say("title_attributions"))
        + shown
        + (_download(attributions, "attributions.csv") if len(stated) else Markup(""))
        + partly(most, len(stated), "report/tables/attributions.csv")
    )


def _said(row: Any, text: str, longest: int) -> str:
    if pd.isna(row.content_start):
        return ""
    return on_one_line(text[row.content_start : row.content_end], longest)


def _doubt(row: Any) -> str:
    return AMBIGUOUS.format(plainly("ambiguous")) if getattr(row, "ambiguous", False) else ""


def _context(row: Any, number: int, linked: bool, doubt: str = "") -> Markup:
    """Show a mention between the words before and behind it, right to left."""
    tag, link = ("a", anchor(row.doc_id, row.frame, row.start)) if linked else ("span", "")
    href = Markup(' href="#{}"').format(link) if linked else Markup("")
    return Markup(
        '<{0} class="kwic f{1}"{2} dir="rtl" lang="ar"><span class="before">{3}</span> '
        '<b>{4}{6}</b> <span class="after">{5}</span></{0}>'
    ).format(tag, number, href, row.left, row.keyword, row.right, doubt)


def _download(table: pd.DataFrame, name: str) -> Markup:
    """Offer a table as a CSV file that the page carries in itself; a large one lies beside the page."""
    content, address = as_csv(table), f"tables/{name}"
    if len(content) <= MOST_CARRIED:
        address = f"data:text/csv;charset=utf-8;base64,{base64.b64encode(content).decode('ascii')}"
    return Markup(
        '<p class="tools" data-copy="{}" data-copied="{}"><a download="{}" href="{}">{}</a></p>'
    ).format(
        plainly("copy"),
        plainly("copied"),
        name,
        address,
        say("download"),
    )


def concordance(rows: pd.DataFrame, most: int = MOST_ROWS) -> Html:
    """Show a concordance (:func:`analysis.framing.kwic.kwic`) right to left.

    What comes before stands at the right of the keyword. A keyword that is ambiguous carries a raised
    question mark, with a title that says why.
    """
    return Html(
        grid(
            [say("col_article"), say("col_context")],
            (
                Row((isolated(row.doc_id), _context(row, 0, linked=False, doubt=_doubt(row))))
                for row in rows.head(most).itertuples()
            ),
            kind="evidence concordance",
        )
        + partly(most, len(rows))
    )


def cleaning_table(segments: pd.DataFrame, articles: pd.DataFrame, longest: int = 70) -> Html:
    """Show every stretch of every article with its role and the rule that gave it."""
    texts = by_doc_id(articles, "text")
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
                        isolated(named(row.rule)),
                        isolated(shortened(texts[row.doc_id][row.start : row.end], longest)),
                    )
                )
                for row in segments.itertuples()
            ),
        )
    )
