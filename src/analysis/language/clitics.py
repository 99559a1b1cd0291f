"""Comparison of words without their clitics, where no lexicon knows them."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from analysis.language.orthography import normalise


@cache
def _table() -> dict[str, Any]:
    return dict(yaml.safe_load(files(__package__).joinpath("clitics.yml").read_text(encoding="utf-8")))


@cache
def affixes() -> tuple[frozenset[str], frozenset[str]]:
    """Give every string that :func:`strip_clitics` may take off a word's head, and off its end."""
    parts = _table()["proclitics"]
    conjunctions = ["", *parts["conjunctions"]]
    middles = ["", *parts["prepositions"], *parts["future"]]
    heads = {"".join(choice) for choice in product(conjunctions, middles, ["", parts["article"]])}
    heads |= {conjunction + parts["article_after_l"] for conjunction in conjunctions}
    return frozenset(heads), frozenset(["", *_table()["enclitics"], *_table()["endings"]])


@cache
def _longest() -> tuple[int, int]:
    """Give how many letters a head and an end have at most."""
    heads, ends = affixes()
    return max(map(len, heads)), max(map(len, ends))


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
    return stems_of(normalise(form))


@lru_cache(maxsize=1 << 14)
def stems_of(normalised: str) -> frozenset[str]:
    """Give what :func:`strip_clitics` gives, of a form that is normalised already."""
    size, (heads, ends), (longest_head, longest_end) = len(normalised), affixes(), _longest()
    most = size - shortest_stem()
    before = [n for n in range(min(longest_head, most) + 1) if normalised[:n] in heads]
    behind = [n for n in range(min(longest_end, most) + 1) if normalised[size - n :] in ends]
    stems = {normalised}
    for head, end in product(before, behind):
        if head + end <= most:
            stem = normalised[head : size - end]
            stems.add(stem)
            if end:
                stems.add(stem[:-1] + "ه" if stem.endswith("ت") else stem + "ه")
    return frozenset(stems)


def citation_stem(form: str) -> str:
    """Give the stem of a codebook word: normalised, without the article."""
    return citation_stems([form])[0]


def citation_stems(forms: Sequence[str]) -> list[str]:
    """Give the stems of many words of a codebook, none of which holds a line break."""
    article = _table()["proclitics"]["article"]
    # All at once: calling the rules word by word costs more than the rules.
    normalised = normalise("\n".join(forms)).split("\n") if forms else []
    return [form.removeprefix(article) if len(form) > len(article) + 2 else form for form in normalised]


@cache
def shortest_stem() -> int:
    """Give how many letters must remain between clitics."""
    return int(_table()["shortest_stem"])


def stems_behind(stem: str) -> frozenset[str]:
    """Give the letter strings that a word may show where :func:`strip_clitics` finds a stem."""
    return frozenset({stem, stem[:-1], stem[:-1] + "ت"}) if stem.endswith("ه") else frozenset({stem})
