"""GNU FriBidi, as the system has it: the order of mixed text by a library that no chart is drawn with.

Each function takes one line and the direction of its paragraph, and returns the line from left to right.
"""

import ctypes
import ctypes.util
from typing import NamedTuple

_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = 0x0111, 0x0110  # FRIBIDI_PAR_RTL, FRIBIDI_PAR_LTR (fribidi-bidi-types.h)
_ARABIC_SHAPING = 0x0100 | 0x0200  # FRIBIDI_FLAG_SHAPE_ARAB_PRES, FRIBIDI_FLAG_SHAPE_ARAB_LIGA
_MIRRORING = 0x0001  # FRIBIDI_FLAG_SHAPE_MIRRORING
#: What shaping leaves where a letter went into a ligature (FRIBIDI_CHAR_FILL).
_FILL = 0xFEFF


def _load() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(ctypes.util.find_library("fribidi") or "libfribidi.so.0")
    except OSError:
        return None


LIBRARY = _load()
MISSING = "FriBidi is not installed: apt-get install libfribidi0"


class Placed(NamedTuple):
    """A character's place in its line as it was typed, and its embedding level (odd: right to left)."""

    index: int
    level: int


class _Line:
    """A line with what FriBidi finds out about it."""

    def __init__(self, line: str, right_to_left: bool):
        length = len(line)
        self.length = length
        self.characters = (ctypes.c_uint32 * length)(*map(ord, line))
        self.types = (ctypes.c_uint32 * length)()
        self.brackets = (ctypes.c_uint32 * length)()
        self.levels = (ctypes.c_int8 * length)()
        self.base = ctypes.c_uint32(_RIGHT_TO_LEFT if right_to_left else _LEFT_TO_RIGHT)
        self.places = (ctypes.c_int * length)(*range(length))
        LIBRARY.fribidi_get_bidi_types(self.characters, length, self.types)
        LIBRARY.fribidi_get_bracket_types(self.characters, length, self.types, self.brackets)
        assert LIBRARY.fribidi_get_par_embedding_levels_ex(
            self.types, self.brackets, length, ctypes.byref(self.base), self.levels
        )

    def shape(self) -> None:
        """Write letters as the positional glyphs of the Arabic block, and brackets as they are seen."""
        joins = (ctypes.c_uint8 * self.length)()
        LIBRARY.fribidi_get_joining_types(self.characters, self.length, joins)
        LIBRARY.fribidi_join_arabic(self.types, self.length, self.levels, joins)
        LIBRARY.fribidi_shape(_ARABIC_SHAPING | _MIRRORING, self.levels, self.length, joins, self.characters)

    def reorder(self) -> None:
        assert LIBRARY.fribidi_reorder_line(
            0, self.types, self.length, 0, self.base, self.levels, self.characters, self.places
        )


def visual_order(line: str, right_to_left: bool) -> list[Placed]:
    """Order a line's characters from left to right (Unicode Standard Annex 9, rules P2 to L2)."""
    if not line:
        return []
    found = _Line(line, right_to_left)
    found.reorder()
    return [Placed(index, found.levels[index]) for index in found.places]


def presentation(line: str, right_to_left: bool) -> str:
    """Shape and order a line as a renderer needs it that draws letter by letter, from left to right."""
    if not line:
        return line
    found = _Line(line, right_to_left)
    found.shape()
    found.reorder()
    return "".join(chr(sign) for sign in found.characters if sign != _FILL)
