"""The words of the page and its charts, from one catalogue a language that a translator can edit."""

import os
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from markupsafe import Markup

from analysis.corpus import UNKNOWN
from analysis.display.markup import isolated
from analysis.errors import InputError

#: Which language the page is made in; ``make report LANGUAGE=ar`` sets it.
VARIABLE = "ITAR_LANGUAGE"


def language() -> str:
    """Name the language of the page, such as "en"."""
    return os.environ.get(VARIABLE) or "en"


def spoken(name: Any) -> str:
    """Give a name that a codebook holds in several languages in the page's, else in English."""
    return str(getattr(name, language(), name.en))


def say(key: str, n: int | None = None, **values: object) -> Markup:
    """Say a phrase of the catalogue, its gaps filled with isolated, escaped words.

    Parameters
    ----------
    key : str
        The phrase's name in the catalogue.
    n : int, optional
        What the phrase counts; it chooses among the phrase's number categories and fills ``{n}``.
    **values
        What fills the other gaps; :class:`markupsafe.Markup` is taken as it is.

    Raises
    ------
    KeyError
        If the catalogue lacks the phrase.
    """
    filled = {
        name: value if isinstance(value, Markup) else isolated(value)
        for name, value in {"n": n, **values}.items()
        if value is not None
    }
    return Markup(_phrase(language(), key, n)).format(**filled)


def plainly(key: str, n: int | None = None, **values: object) -> str:
    """Say a phrase as plain text, for charts and alternative texts."""
    gaps = {"n": n, **values}
    return _phrase(language(), key, n).format(**gaps)


def outlet_said(name: str, unknown: str = "unknown") -> str:
    """Name an outlet; one that the documents do not name is said to be unknown, by the phrase given."""
    return plainly(unknown) if name == UNKNOWN else str(name)


def say_list(items: Iterable[Markup]) -> Markup:
    """Say several things as a list of the language: A, B and C."""
    *others, last = items
    return say("list_last").join([say("list_separator").join(others), last]) if others else last


def named(rule: str) -> str:
    """Name a rule of cleaning in the language of the page; one that a user added, as it is written."""
    return str(catalogue(language()).get(rule, rule))


def _phrase(code: str, key: str, n: int | None) -> str:
    phrase = catalogue(code)[key]
    if isinstance(phrase, str):
        return phrase
    if n == 2 and "two" in phrase:
        return str(phrase["two"])
    category = Locale(code).plural_form(n if n is not None else 1)
    return str(phrase.get(category, phrase["other"]))


@cache
def catalogue(code: str) -> dict[str, Any]:
    """Read a language's catalogue.

    Raises
    ------
    InputError
        If there is none for this language.
    """
    found = files(__package__).joinpath(f"{code}.yml")
    if not found.is_file():
        raise InputError(f"LANGUAGE={code}: there is no catalogue words/{code}.yml. Write en or ar.")
    return dict(yaml.safe_load(found.read_text(encoding="utf-8")))


def page_direction() -> str:
    """Say which way the page runs: "ltr" or "rtl"."""
    return str(catalogue(language())["direction"])
