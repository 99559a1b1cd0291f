"""What is read from a morphological analysis: lemma, part of speech, word classes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from analysis.language import wordclasses

#: The number by which CAMeL's databases part homographs (قال_1).
HOMOGRAPH = r"[_-]\d+$"
_ASPECTS = {"p": "perfect", "i": "imperfect", "c": "command"}
#: The wordings with which camel-tools' databases mark an analysis found under another spelling.
_SPELLING_VARIANT = "spvar"


class Analysis(NamedTuple):
    """The lemmas that a form may belong to, with the part of speech of each, most literal first.

    ``classes`` tells for each of them which word classes the form may hold, clitics included, in the
    order in which they stand: "preposition the_noun_f"; several such sequences are parted by "|".
    """

    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    classes: tuple[str, ...]


class Lexeme(NamedTuple):
    """A word of the lexicon: its lemma and part of speech (of verbs without aspect and voice)."""

    lemma: str
    pos: str

    @classmethod
    def of(cls, lemma: str, pos: str) -> "Lexeme":
        """Name the lexeme of a reading."""
        return cls(lemma, "verb" if pos.startswith("verb") else pos)


NOT_FOUND = Analysis((), (), ())


def read(analyses: Iterable[Mapping[str, Any]]) -> Analysis:
    """Keep lemma, part of speech and classes; spelling variants only where nothing is spelt as written."""
    known = [found for found in analyses if found["source"] not in ("foreign", "punc", "digit")]
    exact = [found for found in known if found["source"] != _SPELLING_VARIANT]
    classes: dict[tuple[str, str], dict[str, None]] = {}
    for found in exact or known:
        lemma, pos = lemma_of(found), part_of_speech(found)
        classes.setdefault((lemma, pos), {})[" ".join(wordclasses.of(found, pos))] = None
    return Analysis(
        tuple(lemma for lemma, _ in classes),
        tuple(pos for _, pos in classes),
        tuple("|".join(sequences) for sequences in classes.values()),
    )


def lemma_of(analysis: Mapping[str, Any]) -> str:
    """Give the lemma without the number of a homograph."""
    return re.sub(HOMOGRAPH, "", str(analysis["lex"]))


def part_of_speech(analysis: Mapping[str, Any]) -> str:
    """Name the part of speech; of a verb also its aspect and, where it is passive, its voice."""
    pos, aspect = str(analysis["pos"]), _ASPECTS.get(str(analysis.get("asp")))
    passive = "_passive" if analysis.get("vox") == "p" else ""
    return f"verb_{aspect}{passive}" if pos == "verb" and aspect else pos
