"""Logical text -> text that the renderer at hand draws correctly, right to left.

The one gate through which every string goes to matplotlib. From version 3.11 matplotlib shapes and
orders text itself (libraqm, HarfBuzz), but takes a line's base direction from its first strong letter,
so that "BBC عربي" would run left to right: an ARABIC LETTER MARK in front settles it. Older versions
draw letter by letter; for them the text is shaped, ordered and its brackets mirrored here.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from matplotlib import ft2font

from analysis.language.orthography import has_arabic, remove_zero_width

#: Whether matplotlib shapes and orders text itself (a test of the feature, not of the version).
NATIVE = hasattr(ft2font, "__libraqm_version__")

ALM, LRI, PDI = "\u061c", "\u2066", "\u2069"
#: Positional glyphs; the ornate parentheses and the honorific ligatures are written as such and stay.
_SHAPED = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdcf\ufe70-\ufefc]")
#: Follows a bracket into the reordering, as a mark on it; it stands before one that was turned around.
_SENTINEL = "\u20d0"


def rtl(text: str) -> str:
    """Prepare a label for matplotlib; its lines run right to left if they hold an Arabic letter.

    Parameters
    ----------
    text : str
        Logical text, one or more lines, as it is typed.

    Returns
    -------
    str
        Text to hand to matplotlib. Calling ``rtl`` on it again changes nothing where matplotlib
        shapes text itself; text without Arabic is returned as it is.

    Raises
    ------
    ValueError
        If the text is already shaped: shaping twice would draw it backwards.
    """
    shaped = _SHAPED.search(text)
    if shaped:
        raise ValueError(
            f"{text!r} holds the positional glyph {shaped.group()!r} ({unicodedata.name(shaped.group())}): "
            "it is already shaped. Pass the text as it was typed; rtl() prepares it once."
        )
    return "\n".join(_line(line) for line in text.split("\n"))


def ltr(text: str) -> str:
    """Isolate what must keep its order inside a right-to-left line: dates, ranges, negative numbers."""
    return f"{LRI}{text}{PDI}"


def _line(line: str) -> str:
    if not has_arabic(line):
        return line if NATIVE else remove_zero_width(line)
    if NATIVE:
        return line if line.startswith(ALM) else ALM + line
    return reorder(line)


def reorder(line: str) -> str:
    """Shape and order a line for a renderer that draws letter by letter, from left to right.

    Marks are kept, and brackets inside right-to-left runs are mirrored, which python-bidi leaves out
    (Unicode Bidirectional Algorithm, rule L4). Signs of no width order the line and are then dropped:
    such a renderer would draw a box for each.
    """
    from bidi import get_display  # noqa: PLC0415  needed only where matplotlib does not shape
    from bidi.mirror import MIRRORED  # noqa: PLC0415

    bracket = f"[{re.escape(''.join(MIRRORED))}]"
    shaped = ALM + _reshaper().reshape(line)
    drawn = get_display(re.sub(bracket, rf"\g<0>{_SENTINEL}", shaped), base_dir="R")
    turned = re.compile(f"({bracket}){_SENTINEL}|{_SENTINEL}(.)")
    return remove_zero_width(turned.sub(lambda pair: pair[1] or MIRRORED.get(pair[2], pair[2]), drawn))


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415  needed only where matplotlib does not shape

    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "support_ligatures": True})
