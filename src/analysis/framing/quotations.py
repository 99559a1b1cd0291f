"""Where a text stands in quotation marks, also across sentences; linear, and never lost at an open mark."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from analysis.framing.words import Span

_MARKS = re.compile('["“”„«»\n]')
_CLOSES = {"“": "”“", "„": "“”", "«": "»", "”": "“”", '"': '"'}
#: How many characters behind the end of its paragraph a quotation may close.
LONGEST_RUN = 2000


def quotations(text: str) -> list[Span]:
    """Find the stretches between quotation marks, without the marks.

    Parameters
    ----------
    text : str
        A raw text.

    Returns
    -------
    list of Span
        In order, never overlapping. A mark that never closes quotes up to the end of its paragraph. A
        straight mark opens and closes by turns; one left open at the end of a paragraph closes in the
        next paragraph that has an odd number of them.
    """
    return sorted(_paired(text)) if any(mark in text for mark in _CLOSES) else []


def _paired(text: str) -> Iterator[Span]:
    signs = [(found.group(), found.start()) for found in _MARKS.finditer(text)]
    places = {mark: [place for sign, place in signs if sign == mark] for mark in {sign for sign, _ in signs}}
    odd = _odd_paragraphs(signs)
    mark, begin = "", 0
    for sign, place in [*signs, ("\n", len(text))]:
        if sign == '"' and not mark and _can_only_close(text, place):
            continue
        if sign == mark == '"' and _can_only_open(text, place):
            begin = place + 1
        elif not mark:
            mark, begin = ("", 0) if sign in "»\n" else (sign, place + 1)
        elif sign == "\n":
            if place == len(text) or not _closes_later(mark, place, places, odd):
                yield from _filled(begin, place)
                mark = ""
        elif sign in _CLOSES[mark]:
            yield from _filled(begin, place)
            mark = ""


def _can_only_close(text: str, place: int) -> bool:
    """Tell a straight mark that leans on the word before it, with nothing to open behind it."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before.strip()) and before not in ":(" and (not after.strip() or after in "،.,؛:)؟!")


def _can_only_open(text: str, place: int) -> bool:
    """Tell a straight mark that leans on the word behind it: the one before it never closed."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return not before.strip() and after.isalnum()


def _filled(begin: int, end: int) -> Iterator[Span]:
    if end > begin:
        yield Span(begin, end)


def _odd_paragraphs(signs: Sequence[tuple[str, int]]) -> list[int]:
    """Give where the first straight mark stands in each paragraph that holds an odd number of them."""
    found, inside = [], []
    for sign, place in [*signs, ("\n", 0)]:
        if sign == '"':
            inside.append(place)
        elif sign == "\n":
            if len(inside) % 2:
                found.append(inside[0])
            inside = []
    return found


def _closes_later(mark: str, place: int, places: Mapping[str, Sequence[int]], odd: Sequence[int]) -> bool:
    """Tell whether a quotation that is open at the end of a paragraph closes in one of the next."""
    if mark == '"':
        close, reopened = _next(odd, place), None
    else:
        closes = [_next(places.get(sign, ()), place) for sign in _CLOSES[mark] if sign != mark]
        close = min((found for found in closes if found is not None), default=None)
        reopened = _next(places[mark], place)
    return close is not None and close - place <= LONGEST_RUN and (reopened is None or close < reopened)


def _next(places: Sequence[int], place: int) -> int | None:
    """Give the first of some places behind a place."""
    i = bisect_right(places, place)
    return places[i] if i < len(places) else None


def holding(spans: Sequence[Span], start: int, end: int) -> Span | None:
    """Give the quotation that holds a stretch; spans are in order and do not overlap."""
    i = bisect_right(spans, (start, float("inf"))) - 1
    return spans[i] if i >= 0 and spans[i].holds(start, end) else None
