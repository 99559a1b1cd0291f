"""Tables -> charts. Figures compute nothing: every number they draw stands in their table."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis.display import style
from analysis.display.charts import Chart
from analysis.display.rtl import rtl
from analysis.display.words import plainly

ROW = 0.3
#: Above so many mentions in a row, a bar says more than dots.
MOST_DOTS = 18
_DASHES = {"solid": "solid", "dashed": (0, (2.2, 1.2)), "dotted": (0, (0.9, 1.1))}
_VOICES = ("outlet", "named", "institution", "anonymous", "implicit")


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
    frames = list(dict.fromkeys(table["frame"]))
    most = int(table.groupby(["frame", "outlet"])["n"].sum().max())
    with style.look():
        height = ROW * (len(cells) + 1.7 * len(frames)) + 0.45
        figure = Figure(figsize=(style.WIDTH, height))
        axes = figure.add_axes((0.2, 0.36 / height, 0.78, 1 - 0.46 / height))
        y, last = 0.0, None
        for (frame, outlet), rows in cells:
            if frame != last:
                y, last = y + 0.7, frame
                _heading(axes, y, rows.iloc[0], colours[frame].light)
                y += 1
            _label(axes, -0.02, y, outlet, ha="right", color=style.INK, size=_size(outlet))
            _cell(axes, y, rows, colours[frame].light, most)
            y += 1
        axes.set(ylim=(y - 0.2, 0.2), xlim=(0, max(most, MOST_DOTS)))
        axes.axis("off")
        _voice_key(figure, sorted(set(table["said_by"].dropna()), key=_VOICES.index))
    return Chart(
        "frame_by_voice",
        figure,
        table,
        alt=_frame_by_voice_alt(table),
        caption=plainly("chart_voice_caption", hedged=style.HEDGED, negated=style.NEGATED),
    )


def _heading(axes: Axes, y: float, row: "pd.Series[str]", colour: str) -> None:
    name = _label(axes, 0, y, row["name"], color=colour, weight="bold", size=9.5)
    axes.annotate(
        rtl(row["name_ar"]),
        (1, 0.5),
        xycoords=name,
        xytext=(8, 0),
        textcoords="offset points",
        va="center_baseline",
        family=style.fonts_of(row["name_ar"]),
        size=12,
        color=colour,
    )
    axes.axhline(y - 0.55, xmin=-0.25, color=style.LINE, linewidth=0.6, clip_on=False)


def _size(text: str) -> float:
    """Give a label's size: Amiri's letters are small for their nominal size."""
    return 12 if style.font_of(text) == style.ARABIC else 9


def _label(axes: Axes, x: float, y: float, text: str, **how: Any) -> Text:
    """Write a label at a share of the axes' width and a row."""
    return axes.text(
        x,
        y,
        rtl(text),
        transform=axes.get_yaxis_transform(),
        va="center_baseline",
        family=style.fonts_of(text),
        **how,
    )


def _cell(axes: Axes, y: float, rows: pd.DataFrame, colour: str, most: int) -> None:
    """Draw one outlet's mentions of one frame."""
    if rows["n"].sum() == 0:
        _label(axes, 0, y, plainly("not_found"), color=style.SOFT, size=8.5)
        return
    x = 0.0
    for row in rows.itertuples():
        if most <= MOST_DOTS:
            for _ in range(row.n):
                _dot(axes, x + 0.14, y, row.said_by, colour)
                axes.text(x + 0.42, y - 0.18, _signs(row), color=style.INK, size=9)
                x += 1
        else:
            _bar(axes, x, y, row.n, row.said_by, colour)
            x += row.n
    if most > MOST_DOTS:
        axes.text(x + most * 0.01, y, str(rows["n"].sum()), va="center_baseline", color=style.INK)


def _dot(axes: Axes, x: float, y: float, said_by: str, colour: str) -> None:
    """Draw a mention's dot; its outline tells the voice."""
    own = said_by == "outlet"
    axes.scatter(
        [x],
        [y],
        s=62,
        facecolor=colour if own else "none",
        edgecolor=colour,
        linewidth=1.6,
        linestyle=_DASHES[style.VOICE_LINES[said_by]],
        clip_on=False,
    )


def _bar(axes: Axes, x: float, y: float, n: int, said_by: str, colour: str) -> None:
    own = said_by == "outlet"
    axes.add_patch(
        Rectangle(
            (x, y - 0.28),
            n,
            0.56,
            facecolor=colour if own else "none",
            edgecolor=colour,
            linewidth=1.1,
            linestyle=_DASHES[style.VOICE_LINES[said_by]],
        )
    )


def _signs(row: object) -> str:
    hedged, negated = getattr(row, "hedged", False), getattr(row, "negated", False)
    return (style.HEDGED if hedged is True else "") + (style.NEGATED if negated is True else "")


def _voice_key(figure: Figure, voices: Iterable[str]) -> None:
    """Tell below a chart which outline means which voice."""
    marks = [
        Line2D(
            [],
            [],
            marker="o",
            linestyle="none",
            markersize=7,
            markerfacecolor=style.SOFT if voice == "outlet" else "none",
            markeredgecolor=style.SOFT,
            label=rtl(plainly(voice)),
        )
        for voice in voices
    ]
    if marks:
        figure.legend(
            handles=marks, loc="lower left", ncols=len(marks), frameon=False, fontsize=8, handletextpad=0.2,
            labelcolor=style.SOFT, bbox_to_anchor=(0.18, 0),
        )  # fmt: skip


def _frame_by_voice_alt(table: pd.DataFrame) -> str:
    parts = []
    for (name, outlet), rows in table.groupby(["name", "outlet"], sort=False):
        told = [
            f"{row.n} {plainly(row.said_by)}" + (f" ({plainly('hedged')})" if row.hedged else "")
            for row in rows.itertuples()
            if row.n
        ]
        parts.append(f"{name}, {outlet}: {', '.join(told) or plainly('not_found')}")
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


def course(table: pd.DataFrame, frames: Mapping[str, str]) -> Chart:
    """Draw where in each article its mentions stand; the article begins at the right.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.framing.tabulation.course` gives it.
    frames : mapping
        The frames' names, in the codebook's order.

    Returns
    -------
    Chart
        A strip an article, a lane a frame.
    """
    mentions = table[table["kind"] == "mention"]
    colours = style.frame_colours(frames)
    articles = list(table.groupby("doc_id", sort=False))
    lanes = len(frames)
    block = lanes + 2.6
    with style.look():
        height = 0.235 * block * len(articles) + 0.35
        figure = Figure(figsize=(style.WIDTH, height))
        axes = figure.add_axes((0.02, 0.3 / height, 0.74, 1 - 0.35 / height))
        for i, (_, rows) in enumerate(articles):
            _strip(axes, i * block, rows, list(frames.items()), colours)
        axes.set(xlim=(1, 0), ylim=(len(articles) * block - 0.6, -0.5), yticks=[])
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.set_xticks([0, 0.5, 1], [rtl(plainly(place)) for place in ("beginning", "middle", "end")])
        axes.tick_params(length=0, labelsize=8)
        first, _, last = axes.get_xticklabels()
        first.set_horizontalalignment("right")
        last.set_horizontalalignment("left")
    return Chart(
        "course",
        figure,
        table,
        alt=_course_alt(mentions),
        caption=plainly("chart_course_caption"),
    )


def _strip(
    axes: Axes, y: float, rows: pd.DataFrame, frames: list[tuple[str, str]], colours: dict[str, style.Colour]
) -> None:
    first = rows.iloc[0]
    _aside(axes, y, first["outlet"], color=style.INK)
    for row in rows[rows["kind"] == "segment"].itertuples():
        axes.add_patch(
            Rectangle(
                (row.start, y - 0.32), row.end - row.start, 0.64,
                facecolor=style.SOFT, alpha=_SHADES.get(row.what, 0.2), linewidth=0,
            )
        )  # fmt: skip
    for lane, (frame, name) in enumerate(frames, start=1):
        colour = colours[frame].light
        axes.axhline(y + lane + 0.15, color=style.LINE, linewidth=0.6, zorder=0)
        _aside(axes, y + lane + 0.15, name, color=colour)
        found = rows[(rows["kind"] == "mention") & (rows["what"] == frame)]
        for row in found.itertuples():
            _dot(axes, row.start, y + lane + 0.15, row.said_by, colour)


def _aside(axes: Axes, y: float, text: str, **how: Any) -> None:
    """Write a label to the right of the strips, where an Arabic reader begins."""
    _label(axes, 1.03, y, text, ha="left", size=_size(text), **how)


def _course_alt(mentions: pd.DataFrame) -> str:
    parts = [
        f"{outlet}: "
        + ", ".join(f"{name} {start:.0%}" for name, start in zip(rows["name"], rows["start"], strict=True))
        for (_, outlet), rows in mentions.groupby(["doc_id", "outlet"], sort=False)
    ]
    return plainly("chart_course_alt", rows="; ".join(parts))
