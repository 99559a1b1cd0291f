"""Comparison of words without their clitics, where no lexicon knows them."""

from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from analysis.language.orthography import normalise


@cache
def _table() -> dict[str, Any]:
    return dict(yaml.safe_load(files(__package__).joinpath("clitics.yml").read_text(encoding="utf-8")))


@cache
def _proclitics() -> tuple[str, ...]:
    """Every string of proclitics that may precede a word, longest first."""
    parts = _table()["proclitics"]
    conjunctions = ["", *parts["conjunctions"]]
    middles = ["", *parts["prepositions"], *parts["future"]]
    articles = ["", parts["article"]]
    strings = {"".join(choice) for choice in product(conjunctions, middles, articles)}
    strings |= {conjunction + parts["article_after_l"] for conjunction in conjunctions}
    return tuple(sorted(strings, key=len, reverse=True))


@cache
def _enclitics() -> tuple[str, ...]:
    return ("", *_table()["enclitics"], *_table()["endings"])


@cache
def strip_clitics(form: str) -> frozenset[str]:
    """Give every stem that may remain of a form when clitics are taken off, the form itself included.

    Parameters
    ----------
    form : str
        A word as written.

    Returns
    -------
    frozenset of str
        Normalised stems of at least three letters (or the whole form). A stem that an ending was
        taken from counts also with its feminine ه, and with ه for a final ت: ضربتها -> ضربه.
    """
    normalised = normalise(form)
    shortest = shortest_stem()
    stems = {normalised}
    before = [proclitic for proclitic in _proclitics() if normalised.startswith(proclitic)]
    behind = [enclitic for enclitic in _enclitics() if normalised.endswith(enclitic)]
    for proclitic, enclitic in product(before, behind):
        if len(proclitic) + len(enclitic) + shortest <= len(normalised):
            stem = normalised[len(proclitic) : len(normalised) - len(enclitic)]
            stems.add(stem)
            if enclitic:
                stems.add(stem[:-1] + "ه" if stem.endswith("ت") else stem + "ه")
    return frozenset(stems)


def citation_stem(form: str) -> str:
    """Give the stem of a codebook word: normalised, without the article."""
    normalised = normalise(form)
    article = _table()["proclitics"]["article"]
    return normalised.removeprefix(article) if len(normalised) > len(article) + 2 else normalised


def affixes() -> tuple[frozenset[str], frozenset[str]]:
    """Give every string that :func:`strip_clitics` may take off a word's head, and off its end."""
    return frozenset(_proclitics()), frozenset(_enclitics())


def shortest_stem() -> int:
    """Give how many letters must remain between clitics."""
    return int(_table()["shortest_stem"])


def stems_behind(stem: str) -> frozenset[str]:
    """Give the letter strings that a word may show where :func:`strip_clitics` finds a stem."""
    return frozenset({stem, stem[:-1], stem[:-1] + "ت"}) if stem.endswith("ه") else frozenset({stem})
