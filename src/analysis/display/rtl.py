"""Logical text -> text that the renderer at hand draws correctly, right to left.

The one gate through which every string goes to matplotlib. From version 3.11 matplotlib shapes and
orders text itself (libraqm, HarfBuzz), but takes a line's base direction from its first strong letter,
so that "BBC عربي" would run left to right: an ARABIC LETTER MARK in front settles it, and orders numbers
at the beginning of a line as those after an Arabic word. Older versions draw letter by letter; for them
the text is shaped, ordered and its brackets mirrored here.
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
#: Digits that only Arabic script uses: "٥٠٪" alone runs right to left too, its sign at the left.
_DIGIT = re.compile("[٠-٩۰-۹]")
#: Follows a bracket into the reordering, as a mark on it; it stands before one that was turned around.
_SENTINEL = "\u20d0"


def rtl(text: str) -> str:
    """Prepare a label for matplotlib; its lines run right to left if they hold Arabic letters or digits.

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
    lines = text.split("\n")
    arabic = any(map(_is_arabic, lines))
    return "\n".join(_prepared(line, arabic) for line in lines)


def ltr(text: str) -> str:
    """Isolate what must keep its order inside a right-to-left line: dates, ranges, negative numbers."""
    return f"{LRI}{text}{PDI}"


def _is_arabic(line: str) -> bool:
    return has_arabic(line) or bool(_DIGIT.search(line))


def _prepared(line: str, label_is_arabic: bool) -> str:
    """Prepare a line; one without letters, such as "(50%).", runs as its label does."""
    numbers_only = bool(line) and not any(map(str.isalpha, line))
    if not (_is_arabic(line) or (label_is_arabic and numbers_only)):
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

    # U+FDF2, one glyph for a whole word, is missing from most fonts (from DejaVu Sans, too).
    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "ARABIC LIGATURE ALLAH": False})
