"""Tables of mentions -> charts. Figures compute nothing: every number they draw stands in their table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import style
from analysis.display.charts import Chart
from analysis.display.drawing import (
    ROW,
    add_axes,
    add_strips,
    bar,
    beside,
    cut_to,
    dot,
    key_height,
    label,
    outlet_label,
    outline,
    right_label,
    room_for,
    row_height,
    row_label,
    share_of,
    size_of,
    span,
    voice_key,
)
from analysis.display.rtl import rtl
from analysis.display.words import language, outlet_said, plainly
from analysis.framing.tabulation import VOICES

#: Above so many mentions in a row, a bar says more than dots.
MOST_DOTS = 18


def frame_by_voice(table: pd.DataFrame) -> Chart:
    """Draw how often each outlet carries each frame, and in whose voice.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.framing.tabulation.by_voice` gives it.

    Returns
    -------
    Chart
        A dot a mention, filled where the outlet speaks itself, ringed where a source does (dashed:
        named, dotted: anonymous or unstated); bars instead of dots where there are many.
    """
    colours = style.frame_colours(dict.fromkeys(table["frame"]))
    cells = list(table.groupby(["frame", "outlet"], sort=False))
    most = int(table.groupby(["frame", "outlet"])["n"].sum().max())
    with style.look():
        voices = sorted(set(table["said_by"].dropna()), key=VOICES.index)
        below = key_height(voices) + 0.16
        height = row_height(table["outlet"]) * (len(cells) + 1.7 * table["frame"].nunique()) + below + 0.1
        figure = Figure(figsize=(style.WIDTH, height))
        room = room_for(figure, map(outlet_label, table["outlet"]))
        axes = add_axes(figure, room, below / height, 0.98 - room, 1 - (below + 0.1) / height)
        y, last = 0.0, None
        for (frame, outlet), rows in cells:
            if frame != last:
                y, last = y + 0.7, frame
                _heading(axes, y, rows.iloc[0], colours[frame].light)
                y += 1
            row_label(axes, y, outlet_label(outlet), room)
            _cell(axes, y, rows, colours[frame].light, most)
            y += 1
        axes.set_ylim(y - 0.2, 0.2)
        span(axes, _longest(most))
        voice_key(figure, voices)
    return Chart(
        "frame_by_voice",
        figure,
        table,
        alt=_frame_by_voice_alt(table),
        caption=plainly("chart_voice_caption", hedged=style.HEDGED, negated=style.NEGATED),
    )


def _longest(most: int) -> float:
    """Give how far a row counts: behind the longest bar there is room for its number."""
    return MOST_DOTS if most <= MOST_DOTS else most * 1.1


def _heading(axes: Axes, y: float, row: "pd.Series[str]", colour: str) -> None:
    """Head a frame's rows with its name, in an English page in both languages."""
    whole = axes.get_position().width
    if language() == "ar":
        cut_to(whole, label(axes, 0, y, row["name_ar"], color=colour, weight="bold"))
    else:
        name = label(axes, 0, y, row["name"], color=colour, weight="bold", size=9.5)
        cut_to(0.55 * whole, name)
        cut_to(whole - share_of(name) - 0.02, beside(axes, name, row["name_ar"], size=12, color=colour))
    axes.plot(
        (-0.02, 1.02), (y - 0.55, y - 0.55), color=style.LINE, linewidth=0.6, clip_on=False,
        transform=axes.get_yaxis_transform(),
    )  # fmt: skip


def _cell(axes: Axes, y: float, rows: pd.DataFrame, colour: str, most: int) -> None:
    """Draw one outlet's mentions of one frame."""
    if rows["n"].sum() == 0:
        label(axes, 0, y, plainly("not_found"), color=style.SOFT)
        return
    x = 0.0
    for row in rows.itertuples():
        if most <= MOST_DOTS:
            for _ in range(row.n):
                dot(axes, x + 0.14, y, row.said_by, colour)
                axes.text(
                    x + 0.5, y - 0.18, "".join(style.signs_of(row)), color=style.INK, size=9, ha="center"
                )
                x += 1
        else:
            bar(axes, x, y, row.n, colour, **outline(row.said_by, colour))
            x += row.n
    if most > MOST_DOTS:
        label(axes, x / _longest(most) + 0.01, y, str(rows["n"].sum()))


def _frame_by_voice_alt(table: pd.DataFrame) -> str:
    name_column = "name_ar" if language() == "ar" else "name"
    parts = []
    for (name, outlet), rows in table.groupby([name_column, "outlet"], sort=False):
        told = [
            f"{row.n} {plainly(row.said_by)}" + (f" ({plainly('hedged')})" if row.hedged else "")
            for row in rows.itertuples()
            if row.n
        ]
        parts.append(f"{name}, {outlet_said(outlet)}: {', '.join(told) or plainly('not_found')}")
    return plainly("chart_voice_alt", rows="; ".join(parts))


#: How dark a stretch of an article is drawn on its strip.
_SHADES = {
    "headline": 0.85,
    "kicker": 0.85,
    "subheading": 0.7,
    "deck": 0.5,
    "lead": 0.4,
    "pull quote": 0.4,
    "body": 0.2,
    "dateline": 0.2,
    "caption": 0.2,
    "furniture": 0.0,
}


def course(table: pd.DataFrame, frames: Mapping[str, str], of: int | None = None) -> Chart:
    """Draw where in each article its mentions stand; the article begins at the right.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.framing.tabulation.course` gives it.
    frames : mapping
        The frames' names, in the codebook's order.
    of : int, optional
        How many articles the corpus has, where not all are drawn.

    Returns
    -------
    Chart
        A strip an article, a lane a frame.
    """
    mentions = table[table["kind"] == "mention"]
    colours = style.frame_colours(frames)
    articles = list(table.groupby("doc_id", sort=False))
    above = 0.5 if row_height(table["outlet"]) == ROW else 1.1  # room for a name on two lines
    block = len(frames) + 2.1 + above
    with style.look():
        height = 0.235 * block * len(articles) + 0.35
        figure = Figure(figsize=(style.WIDTH, height))
        asides = [*frames.values(), *map(outlet_label, table["outlet"].unique())]
        room = room_for(figure, asides)
        axes = add_strips(figure, room, 0.3 / height, 1 - 0.35 / height)
        for i, (_, rows) in enumerate(articles):
            _strip(axes, i * block, rows, frames, colours, room)
        bottom = len(articles) * block - above - 0.5
        axes.set(xlim=(1, 0), ylim=(bottom + 0.4, -above))
        for place, share, side in (("beginning", 0, "right"), ("middle", 0.5, "center"), ("end", 1, "left")):
            words = plainly(place)
            how: dict[str, Any] = {
                "family": style.fonts_of(words),
                "size": 0.9 * size_of(words),
                "color": style.SOFT,
            }
            axes.text(share, bottom, rtl(words), ha=side, **how)
    caption = plainly("chart_course_caption")
    if of is not None and of > len(articles):
        caption += " " + plainly("articles_shown", n=len(articles), all=of)
    return Chart("course", figure, table, alt=_course_alt(mentions, frames), caption=caption, from_right=True)


def _strip(
    axes: Axes,
    y: float,
    rows: pd.DataFrame,
    frames: Mapping[str, str],
    colours: Mapping[str, style.Colour],
    room: float,
) -> None:
    right_label(axes, y, outlet_label(rows["outlet"].iloc[0]), room)
    for row in rows[rows["kind"] == "segment"].itertuples():
        axes.add_patch(
            Rectangle(
                (row.start, y - 0.32), row.end - row.start, 0.64,
                facecolor=style.SOFT, alpha=_SHADES.get(row.what, 0.2), linewidth=0,
            )
        )  # fmt: skip
    for lane, (frame, name) in enumerate(frames.items(), start=1):
        colour = colours[frame].light
        axes.axhline(y + lane + 0.15, color=style.LINE, linewidth=0.6, zorder=0)
        right_label(axes, y + lane + 0.15, name, room, color=colour)
        found = rows[(rows["kind"] == "mention") & (rows["what"] == frame)]
        for row in found.itertuples():
            dot(axes, row.start, y + lane + 0.15, row.said_by, colour)


def _course_alt(mentions: pd.DataFrame, frames: Mapping[str, str]) -> str:
    parts = [
        f"{outlet_said(outlet)}: "
        + ", ".join(
            f"{frames[what]} {start:.0%}" for what, start in zip(rows["what"], rows["start"], strict=True)
        )
        for (_, outlet), rows in mentions.groupby(["doc_id", "outlet"], sort=False)
    ]
    return plainly("chart_course_alt", rows="; ".join(parts))
