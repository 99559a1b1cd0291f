"""The look: one place for colours, signs, fonts and sizes of charts, tables and the page."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from analysis.language.orthography import has_arabic

INK, SOFT, LINE = "#1b1d21", "#5c6470", "#dfe3e8"


class Colour(NamedTuple):
    """A colour on white paper and on a dark page, each at least 4.5 to 1 against it (WCAG 2.2, 1.4.3)."""

    light: str
    dark: str


#: Told apart also by readers who see no red or green (after Okabe and Ito 2008). In the codebook's order.
FRAME_COLOURS = (
    Colour("#b8430a", "#ff9a66"),
    Colour("#0b63a5", "#7fc0f5"),
    Colour("#8a3f76", "#e0a3cf"),
    Colour("#0a7a5a", "#66d3ad"),
    Colour("#7a5c00", "#e3c35c"),
    Colour("#4b4fb3", "#aeb2f5"),
    Colour("#a02c45", "#f29aac"),
    Colour("#3c6b1d", "#a3d57f"),
)

#: How each voice is drawn under words, around dots and in legends.
VOICE_LINES: Mapping[str, str] = {
    "outlet": "solid",
    "named": "dashed",
    "institution": "dashed",
    "anonymous": "dotted",
    "implicit": "dotted",
}
HEDGED, NEGATED = "≈", "¬"

LATIN, ARABIC = "DejaVu Sans", "Amiri"
#: A figure's width in inches: 140 mm, what journals call one and a half columns; half the report's page.
WIDTH = 5.5


def frame_colours(frames: Iterable[str]) -> dict[str, Colour]:
    """Give each frame its colour, in the codebook's order; past the last they begin anew."""
    return {frame: FRAME_COLOURS[i % len(FRAME_COLOURS)] for i, frame in enumerate(frames)}


def signs_of(row: Any) -> list[str]:
    """Give the signs of a mention's certainty: hedged, negated, both or neither."""
    return [sign for sign, found in ((HEDGED, row.hedged), (NEGATED, row.negated)) if found]


def font_of(text: str) -> str:
    """Choose the face of a label: Amiri as soon as it holds an Arabic letter."""
    return ARABIC if has_arabic(text) else LATIN


def fonts_of(text: str) -> list[str]:
    """Choose the faces of a label: its own first, then the other for the signs that it lacks."""
    return sorted((LATIN, ARABIC), key=font_of(text).__ne__)


@contextmanager
def look() -> Iterator[None]:
    """Draw with the project's fonts and lines, and so that the same table gives the same bytes."""
    import matplotlib as mpl  # noqa: PLC0415  only charts need it

    _add_fonts()
    with mpl.rc_context(
        {
            "font.family": [LATIN, ARABIC],
            "font.size": 9,
            "text.color": INK,
            "axes.edgecolor": SOFT,
            "axes.labelcolor": SOFT,
            "axes.linewidth": 0.6,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlelocation": "right",
            "xtick.color": SOFT,
            "ytick.color": SOFT,
            "text.parse_math": False,
            "figure.dpi": 100,
            "savefig.dpi": 300,
            "savefig.facecolor": "white",
            "svg.hashsalt": "itar",
            "svg.fonttype": "path",
            "path.simplify": False,
        }
    ):
        yield


@cache
def _add_fonts() -> None:
    from matplotlib import font_manager  # noqa: PLC0415  only charts need it

    for font in sorted(files("fontpkg_amiri").joinpath("files").iterdir(), key=lambda path: path.name):
        font_manager.fontManager.addfont(str(font))
