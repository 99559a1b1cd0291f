"""What charts are drawn with: labels in their own face, dots that tell a voice, a direction of the page."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis.display import style
from analysis.display.cutting import shortened
from analysis.display.rtl import rtl
from analysis.display.words import outlet_said, page_direction, plainly

DASHES = {"solid": "solid", "dashed": (0, (2.2, 1.2)), "dotted": (0, (0.9, 1.1))}
#: A row's height in inches.
ROW = 0.3
#: By how much of a row Amiri's letters are raised to stand level with others.
AMIRI_LIES_LOW = 0.13
#: The share of a figure's width that labels may take, so that there is room to draw.
MOST_ROOM = 0.38
#: So much of it stays free between labels and drawing.
BESIDE = 0.03
#: A label may be wider than what was measured for it by this share: letters fall on whole pixels.
SLACK = 0.006
#: The key of the voices stands in so many columns, a line of it so many inches high.
KEY_COLUMNS, KEY_LINE = 3, 0.2
_OTHER_SIDE = {"left": "right", "right": "left", "center": "center"}


def turned() -> bool:
    """Tell whether the page runs right to left, and its charts with it."""
    return page_direction() == "rtl"


def add_axes(figure: Figure, start: float, bottom: float, width: float, height: float) -> Axes:
    """Add axes at a share of the figure's width from the side where reading starts."""
    left = 1 - start - width if turned() else start
    axes = figure.add_axes((left, bottom, width, height))
    axes.axis("off")
    return axes


def add_strips(figure: Figure, room: float, bottom: float, height: float) -> Axes:
    """Add axes that begin at the right on a page of any direction, as the lines of an Arabic text do.

    Their labels (:func:`right_label`) have ``room``, a share of the figure's width.
    """
    axes = figure.add_axes((0.02, bottom, 0.96 - room, height))
    axes.axis("off")
    return axes


def span(axes: Axes, longest: float, start: float = 0) -> None:
    """Let the axes count from ``start``, at the side where reading starts, to ``longest``."""
    axes.set_xlim((longest, start) if turned() else (start, longest))


def size_of(text: str) -> float:
    """Give a label's size: Amiri's letters are small for their nominal size, two lines smaller still."""
    size = 12.0 if style.font_of(text) == style.ARABIC else 9.0
    return size * 0.68 if "\n" in text else size


def label(axes: Axes, x: float, y: float, text: str, ha: str = "left", **how: Any) -> Text:
    """Write a label at a share of the axes' width from where reading starts, and at a row.

    ``ha`` is "left" where the label begins at ``x`` and goes on the way the page is read.
    """
    drawn: dict[str, Any] = {"size": size_of(text), "color": style.INK, **how}
    raised = AMIRI_LIES_LOW if style.font_of(text) == style.ARABIC else 0.0
    return axes.text(
        1 - x if turned() else x,
        y - raised,
        rtl(text),
        ha=_OTHER_SIDE[ha] if turned() else ha,
        transform=axes.get_yaxis_transform(),
        family=style.fonts_of(text),
        **{"va": "center_baseline", **drawn},
    )


def row_label(axes: Axes, y: float, words: str, room: float, **how: Any) -> Text:
    """Label a row before its beginning, cut to the room that :func:`room_for` measured."""
    text = label(axes, -0.02, y, words, ha="right", **how)
    cut_to(room - BESIDE, text)
    return text


def right_label(axes: Axes, y: float, words: str, room: float, gap: float = 0.02, **how: Any) -> Text:
    """Label a row at its right, where an Arabic reader begins, on a page of any direction."""
    place, ha = (-gap, "right") if turned() else (1 + gap, "left")
    text = label(axes, place, y, words, ha=ha, **how)
    cut_to(room - BESIDE, text)
    return text


def beside(axes: Axes, text: Text, words: str, **how: Any) -> Text:
    """Write words after a label, the way the page is read."""
    return axes.annotate(
        rtl(words),
        (0, 0.5) if turned() else (1, 0.5),
        xycoords=text,
        xytext=(-8, 0) if turned() else (8, 0),
        textcoords="offset points",
        ha="right" if turned() else "left",
        va="center_baseline",
        family=style.fonts_of(words),
        **how,
    )


def outlet_label(outlet: str) -> str:
    """Name an outlet, a long name on two lines."""
    return folded(outlet_said(outlet))


def folded(name: str, longest: int = 24) -> str:
    """Break a long name between two words, so that neither line is longer than it must be."""
    words = name.split()
    if len(name) <= longest or len(words) == 1:
        return name
    breaks = [" ".join(words[:i]) + "\n" + " ".join(words[i:]) for i in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines.split("\n"))))


def row_height(outlets: Iterable[str]) -> float:
    """Give the height of a row of outlets, in inches: more where a name stands on two lines."""
    return ROW * (1.5 if any("\n" in outlet_label(outlet) for outlet in set(outlets)) else 1)


def room_for(figure: Figure, labels: Iterable[str], **how: Any) -> float:
    """Measure the share of a figure's width that the widest of its labels needs, and a little more."""
    widest = 0.0
    for words in labels:
        drawn: dict[str, Any] = {"size": size_of(words), "family": style.fonts_of(words), **how}
        text = figure.text(0, 0, rtl(words), **drawn)
        widest = max(widest, _width(text) / figure.bbox.width)
        text.remove()
    return min(widest, MOST_ROOM) + BESIDE


def share_of(text: Text) -> float:
    """Measure a label, as a share of the figure's width."""
    figure = text.get_figure(root=True)
    assert figure is not None
    return _width(text) / float(figure.bbox.width)


def _width(text: Text) -> float:
    """Measure a label, in pixels. A renderer of its own is much quicker than one as large as the figure."""
    figure = text.get_figure(root=True)
    assert figure is not None
    return float(text.get_window_extent(_renderer(figure.dpi)).width)


@cache
def _renderer(dpi: float) -> RendererAgg:
    return RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call]


def cut_to(share: float, text: Text) -> None:
    """Cut a label that is wider than its room, visibly; the chart's table and its words tell it whole."""
    while (width := share_of(text)) > share + SLACK and len(text.get_text()) > 8:
        lines = text.get_text().split("\n")
        i = max(range(len(lines)), key=lambda number: len(lines[number]))
        words = lines[i].removesuffix("…").rstrip()
        lines[i] = shortened(words, min(len(words) - 2, int(len(words) * share / width)))
        text.set_text("\n".join(lines))


def outline(said_by: str, colour: str) -> dict[str, Any]:
    """Tell a voice: filled where the outlet speaks itself, dashed or dotted where a source does."""
    face = colour if said_by == "outlet" else "none"
    return {"facecolor": face, "edgecolor": colour, "linestyle": DASHES[style.VOICE_LINES[said_by]]}


def dot(axes: Axes, x: float, y: float, said_by: str, colour: str) -> None:
    """Draw a mention's dot; its outline tells the voice."""
    axes.scatter([x], [y], s=62, linewidth=1.6, clip_on=False, **outline(said_by, colour))


def bar(axes: Axes, x: float, y: float, n: float, colour: str, *, filled: bool = True, **look: Any) -> None:
    """Draw ``n`` as a bar from ``x`` on, open where it is not filled; ``height`` is a share of its row."""
    tall = look.pop("height", 0.56)
    drawn = {"facecolor": colour if filled else "none", "edgecolor": colour, "linewidth": 1.1, **look}
    axes.add_patch(Rectangle((x, y - tall / 2), n, tall, **drawn))


def key_height(voices: Iterable[str]) -> float:
    """Give the height that the key of the voices needs, in inches."""
    return KEY_LINE * -(-len(list(voices)) // KEY_COLUMNS)


def _by_columns(marks: Sequence[Artist]) -> list[Artist]:
    """Order the marks of a key so that its lines are read as the page is; legends fill column by column."""
    columns = min(len(marks), KEY_COLUMNS)
    missing = -len(marks) % columns
    padded = [*marks, *(Line2D([], [], linestyle="none", label=" ") for _ in range(missing))]
    order = range(columns)[::-1] if turned() else range(columns)
    return [mark for column in order for mark in padded[column::columns]]


def voice_key(figure: Figure, voices: Iterable[str]) -> None:
    """Tell below a chart which outline means which voice, in the outlines that :func:`dot` draws."""
    marks = [
        figure.axes[0].scatter(
            [],
            [],
            s=52,
            linewidth=1.4,
            label=rtl(plainly(voice)),
            **outline(voice, style.SOFT),
        )
        for voice in voices
    ]
    if marks:
        figure.legend(
            handles=_by_columns(marks),
            loc="lower right" if turned() else "lower left",
            bbox_to_anchor=(1 if turned() else 0, 0),
            columnspacing=1,
            ncols=min(len(marks), KEY_COLUMNS),
            frameon=False,
            handletextpad=0.2,
            labelcolor=style.SOFT,
            markerfirst=not turned(),
            prop={"family": style.fonts_of(plainly("outlet")), "size": 8 if not turned() else 10},
        )
        for mark in marks:
            mark.remove()  # the key keeps its own copy; the chart holds what its table holds
