"""Spelling: one rule a function, ``str -> str``, composed by :func:`pipeline`.

The rules serve comparison only. They are applied to copies of words, never to a text: offsets
always count the code points of the text as it was read.
"""

import re
import unicodedata
from collections.abc import Callable

#: Short vowels, tanwin, shadda, sukun, dagger alef and the Quranic signs (Unicode, Arabic block).
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
TATWEEL = "\u0640"
#: Joiners and direction marks: they have no width and carry no letter.
ZERO_WIDTH = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
#: Letters that Arabic newsrooms write interchangeably (Habash 2010, section 2.3).
ALEF_VARIANTS = str.maketrans("أإآٱ", "اااا")
#: Eastern and Persian digits.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

_MARK = re.compile(f"[{MARKS}]")
_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_ARABIC_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc]")


def pipeline(*rules: Callable[[str], str]) -> Callable[[str], str]:
    """Compose rules, applied from left to right."""

    def apply(text: str) -> str:
        for rule in rules:
            text = rule(text)
        return text

    return apply


def remove_marks(text: str) -> str:
    """Drop the signs written above and below letters: رسميًا and رسميا become one form."""
    return _MARK.sub("", text)


def remove_tatweel(text: str) -> str:
    """Drop the stretching stroke: ضـربة becomes ضربة."""
    return text.replace(TATWEEL, "")


def remove_zero_width(text: str) -> str:
    """Drop joiners, direction marks and byte order marks."""
    return _ZERO_WIDTH.sub("", text)


def unfold_presentation_forms(text: str) -> str:
    """Write positional glyphs, as in texts taken from PDF files, as the letters that they show."""
    return _PRESENTATION.sub(lambda glyphs: unicodedata.normalize("NFKC", glyphs.group()), text)


def unify_alef(text: str) -> str:
    """Write every alef as a bare alef: أمريكية and امريكية become one form."""
    return text.translate(ALEF_VARIANTS)


def unify_alef_maqsura(text: str) -> str:
    """Write the dotless final ya as a ya: لدى and لدي become one form."""
    return text.replace("ى", "ي")


def unify_teh_marbuta(text: str) -> str:
    """Write the teh marbuta as a heh: مؤقتة and مؤقته become one form."""
    return text.replace("ة", "ه")


def unify_digits(text: str) -> str:
    """Write Eastern digits as Western ones: ٢٠١٦ and 2016 become one form."""
    return text.translate(DIGITS)


#: What a reader would take for the bare letters of a word: nothing is merged, only signs are dropped.
bare = pipeline(unfold_presentation_forms, remove_zero_width, remove_marks, remove_tatweel)

#: The form under which spellings of one word meet.
normalise = pipeline(bare, unify_alef, unify_alef_maqsura, unify_teh_marbuta, unify_digits, str.casefold)


def has_arabic(text: str) -> bool:
    """Tell whether the text holds an Arabic letter."""
    return bool(_ARABIC_LETTER.search(text))
