"""Words -> the numbers and dates that they name, so that 3 and ثلاثة, أكتوبر and تشرين الأول meet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from analysis.language.orthography import bare, unify_digits

_ALEFS = str.maketrans("أإ", "اا")
_PROCLITICS = "وفبلك"
#: A whole number of four digits between these is a year.
YEARS = range(1900, 2100)


class Quantities(NamedTuple):
    """What a sentence counts and dates: values that compare, each with the words that named it."""

    numbers: dict[str, str]
    dates: dict[str, str]


class _Lists(NamedTuple):
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    months: Mapping[tuple[str, ...], str]
    weekdays: frozenset[str]
    joining: frozenset[str]


@cache
def _spelt(word: str) -> str:
    return unify_digits(bare(word)).translate(_ALEFS)


@cache
def _lists() -> _Lists:
    told = yaml.safe_load(files(__package__).joinpath("quantities.yml").read_text(encoding="utf-8"))
    months = {names: f"month {number}" for number, names in _phrases(told["months"])}
    months |= {names: f"Hijri month {number}" for number, names in _phrases(told["hijri_months"])}
    return _Lists(
        numbers={_spelt(word): value for value, words in told["numbers"].items() for word in words},
        multipliers={_spelt(word): value for value, words in told["multipliers"].items() for word in words},
        months=months,
        weekdays=frozenset(_spelt(day) for day in told["weekdays"]),
        joining=frozenset(_spelt(word) for word in told["joining"]),
    )


def _phrases(listed: Mapping[int, Iterable[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, names in listed.items():
        for name in names:
            yield number, tuple(_spelt(word) for word in name.split())


def quantities(words: Sequence[str]) -> Quantities:
    """Read the numbers and dates of a sentence.

    Parameters
    ----------
    words : sequence of str
        The words and numbers of the sentence as written, in order.

    Returns
    -------
    Quantities
        ``numbers`` ("25") and ``dates`` ("24 month 11", "month 10", "2016", "الخميس"), each with the
        words that named it.

    Examples
    --------
    >>> quantities("قتل خمسة وعشرون شخصا في تشرين الثاني 2016".split())
    Quantities(numbers={'25': 'خمسة وعشرون'}, dates={'month 11': 'تشرين الثاني', '2016': '2016'})
    """
    spelt = [_spelt(word) for word in words]
    dates, dated = _dates(words, spelt)
    return Quantities(_numbers(words, spelt, dated), dates)


def _dates(words: Sequence[str], spelt: Sequence[str]) -> tuple[dict[str, str], set[int]]:
    """Find months with their days, years and weekdays, and the places of the words that name them."""
    found: dict[str, str] = {}
    dated: set[int] = set()
    for i in range(len(spelt)):
        month, length = _month(spelt, i)
        if month and i not in dated:
            found.setdefault(month, " ".join(words[i : i + length]))
            dated |= set(range(i, i + length))
            for day in _days_before(spelt, i):
                found.setdefault(f"{_whole(spelt[day])} {month}", f"{words[day]} {found[month]}")
                dated.add(day)
        year = _whole(spelt[i])
        if year in YEARS:
            found.setdefault(str(year), words[i])
            dated.add(i)
        for form in _without_clitics(spelt[i]):
            if form in _lists().weekdays:
                found.setdefault(form, words[i])
                dated.add(i)
    return found, dated


def _month(spelt: Sequence[str], i: int) -> tuple[str, int]:
    for length in (2, 1):
        for first in _without_clitics(spelt[i]):
            name = (first, *spelt[i + 1 : i + length])
            if name in _lists().months:
                return _lists().months[name], len(name)
    return "", 0


def _days_before(spelt: Sequence[str], month: int) -> Iterator[int]:
    """Yield the places of the days that stand before a month, with nothing but joining words between."""
    for i in range(month - 1, -1, -1):
        day = _whole(spelt[i])
        if day is not None and 1 <= day <= 31:
            yield i
        elif spelt[i] not in _lists().joining:
            return


def _without_clitics(spelt: str) -> Iterator[str]:
    yield spelt
    if spelt[:1] in _PROCLITICS and len(spelt) > 3:
        yield spelt[1:]


def _whole(spelt: str) -> int | None:
    """Read digits, with the letters that may be attached before them: و27."""
    digits = spelt.lstrip(_PROCLITICS)
    return int(digits) if digits.isdecimal() else None


def _numbers(words: Sequence[str], spelt: Sequence[str], dated: set[int]) -> dict[str, str]:
    """Read every stretch of number words as one number: add, and multiply what stands before."""
    found: dict[str, str] = {}
    i = 0
    while i < len(words):
        begin, total, part = i, 0.0, 0.0
        while i < len(words) and i not in dated and (i == begin or _goes_on(spelt[i - 1], spelt[i])):
            value, multiplies = _value(spelt[i])
            if value is None:
                break
            if multiplies:
                part = (part or 1) * value
                if value >= 1000:
                    total, part = total + part, 0
            else:
                part += value
            i += 1
        if i > begin:
            found.setdefault(f"{total + part:.15g}", " ".join(words[begin:i]))
        else:
            i += 1
    return found


def _goes_on(before: str, word: str) -> bool:
    """Tell whether two number words next to each other name one number: joined by و, or multiplied."""
    if _digits(before) is not None or _digits(word) is not None:
        return _value(word)[1]
    return word.startswith("و") or _value(word)[1] or _value(word)[0] == 10


def _value(spelt: str) -> tuple[float | None, bool]:
    """Give the value of a word, and whether it multiplies."""
    digits = _digits(spelt)
    if digits is not None:
        return digits, False
    for form in _without_clitics(spelt):
        if form in _lists().numbers:
            return _lists().numbers[form], False
        if form in _lists().multipliers:
            return _lists().multipliers[form], True
    return None, False


def _digits(spelt: str) -> float | None:
    digits = spelt.lstrip(_PROCLITICS).replace("\u066c", "").replace("\u066b", ".")
    grouped = digits.split(",")
    if len(grouped) > 1 and all(len(group) == 3 for group in grouped[1:]):
        digits = "".join(grouped)
    digits = digits.replace(",", ".")
    return float(digits) if digits and digits.replace(".", "", 1).isdecimal() else None
