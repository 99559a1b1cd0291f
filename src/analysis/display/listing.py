"""Tables as a reader of Arabic needs them: each cell in its own direction, code points untouched."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from analysis.display.markup import Html, isolated
from analysis.display.words import say
from analysis.language.orthography import has_arabic


class Row(NamedTuple):
    """The ready cells of a row, and what its element carries besides."""

    cells: Sequence[Markup | str]
    attributes: Markup = Markup("")


#: So many rows of a table are shown; of a large corpus the others stand in its file only.
MOST_ROWS = 100


def table(rows: pd.DataFrame, headings: Mapping[str, str] | None = None, most: int = MOST_ROWS) -> Html:
    """Show a table; cells with Arabic run right to left, numbers left to right.

    Parameters
    ----------
    rows : DataFrame
        What to show, its columns in order; the index is not shown.
    headings : mapping, optional
        Other headings than the columns' names.
    most : int
        So many rows at the most; the table says how many there are.
    """
    names = [(headings or {}).get(name, str(name)) for name in rows.columns]
    shown = (Row([_shown(value) for value in row]) for row in rows.head(most).itertuples(index=False))
    return Html(grid(names, shown) + partly(most, len(rows)))


def partly(shown: int, of: int, whole: str = "") -> Markup:
    """Say that only the first rows of a table are shown, and in which file the whole table is."""
    if of <= shown:
        return Markup("")
    told = say("rows_shown", shown=shown, all=of)
    where = (
        Markup(" ") + say("rows_in", file=Markup('<code dir="ltr">{}</code>').format(whole)) if whole else ""
    )
    return Markup('<p class="note rows">{}{}</p>').format(told, where)


def grid(headings: Sequence[object], rows: Iterable[Row], kind: str = "listing") -> Markup:
    """Build a table of ready cells; on a narrow page each row becomes a block with its headings."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(heading) for heading in headings)
    labels = [heading.striptags() if isinstance(heading, Markup) else str(heading) for heading in headings]
    body = Markup("").join(_row(row, labels) for row in rows)
    if not body:
        return Markup('<p class="note">{}</p>').format(say("no_rows"))
    return Markup('<table class="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        kind, head, body
    )


def _row(row: Row, labels: Sequence[str]) -> Markup:
    cells = Markup("").join(
        Markup('<td data-heading="{}">{}</td>').format(label, cell)
        for label, cell in zip(labels, row.cells, strict=True)
    )
    return Markup("<tr{}>{}</tr>").format(Markup(" ") + row.attributes if row.attributes else "", cells)


def _shown(value: object) -> Markup:
    if isinstance(value, list | tuple):
        return Markup("، " if any(map(has_arabic, map(str, value))) else ", ").join(map(isolated, value))
    if pd.isna(value):
        return Markup('<span class="soft">–</span>')
    if isinstance(value, bool):
        return Markup("✓") if value else Markup('<span class="soft">·</span>')
    if isinstance(value, float):
        return Markup('<span dir="ltr">{:.4g}</span>').format(value)
    if isinstance(value, int):
        return Markup('<span dir="ltr">{}</span>').format(value)
    return isolated(value)
