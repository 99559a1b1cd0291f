"""Word classes: what a reading of a form is to the words beside it, its clitics included."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: What no lexicon knows: names, foreign words, numbers.
UNKNOWN = "unknown"
#: The edge of a sentence, and punctuation.
BOUNDARY = "boundary"


@cache
def _tables() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(files(__package__).joinpath("wordclasses.yml").read_text(encoding="utf-8")))


def of(analysis: Mapping[str, Any], pos: str) -> tuple[str, ...]:
    """Give the word classes that an analysis finds in a form, in the order in which they stand.

    Parameters
    ----------
    analysis : mapping
        A reading as camel-tools' analyser gives it; ``bw``, ``prc0`` and ``gen`` are read.
    pos : str
        Its part of speech, of verbs with the aspect (verb_perfect).

    Returns
    -------
    tuple of str
        One class for each clitic at the head, then that of the word: وللضربة is ("conjunction",
        "preposition", "the_noun_f"). Nouns and adjectives carry article and gender (the_adjective_m);
        with a pronoun attached they are ``noun_of``.
    """
    tags = [part.rpartition("/")[2] for part in str(analysis["bw"]).split("+") if part]
    return (*_proclitics(tags), _stem(analysis, pos, tags))


def _proclitics(tags: list[str]) -> list[str]:
    """Read the clitics up to the first tag that is none; the last tag is always the word itself."""
    known, found = _tables()["proclitics"], []
    for tag in tags[:-1]:
        if tag not in known:
            break
        found.append(known[tag])
    return found


def _stem(analysis: Mapping[str, Any], pos: str, tags: list[str]) -> str:
    named = _tables()["parts_of_speech"]
    word_class = next((named[part] for part in named if pos.startswith(part)), "particle")
    if word_class not in ("noun", "adjective"):
        return word_class
    if any(tag.startswith("POSS_PRON") for tag in tags):
        return "noun_of"
    article = "the_" if analysis.get("prc0") == "Al_det" else ""
    gender = "f" if analysis.get("gen") == "f" else "m"
    return f"{article}{word_class}_{gender}"
