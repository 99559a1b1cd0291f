"""Many forms -> analyses: what :func:`.analyses.read` reads of camel-tools' analyser, by the compiled one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from analysis.language import almor, wordclasses
from analysis.language.analyser import Analyser, Bytes, Integers
from analysis.language.analyses import NOT_FOUND, Analysis, lemma_of, part_of_speech

#: What tells, of a prefix, stem or suffix, the part of speech and the word classes of the whole.
_GRAMMAR = ("pos", "asp", "vox", "prc0", "gen")

#: Form, prefix, stem, suffix, and whether the form is a spelling variant.
Row = tuple[int, int, int, int, bool]


def stored(forms: Sequence[str]) -> tuple[Bytes, Integers]:
    """Give forms as compiled code takes them: their bytes one behind the other, and where each begins."""
    encoded = [form.encode() for form in forms]
    begins = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return np.frombuffer(b"".join(encoded) + b"\0", np.uint8), begins


class Reader:
    """Reads what the compiled analyser finds; what it has read of like parts it remembers.

    Parameters
    ----------
    analyser : Analyser
        Of the whole database.
    """

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._database = analyser.database
        self._numbers: dict[tuple[str, ...], int] = {}
        self._prefixes, self._suffixes = (
            [self._grammar(part.features(row)) for row in range(len(part.forms))]
            for part in (self._database.prefixes, self._database.suffixes)
        )
        self._stems: dict[int, tuple[int, str]] = {}
        self._words: dict[tuple[int, int, int], tuple[str, str]] = {}

    def analyses_of(self, forms: Sequence[str]) -> Iterator[tuple[str, Analysis]]:
        """Yield the analysis of every form but the odd ones, which the analyser leaves alone.

        Parameters
        ----------
        forms : sequence of str
            Bare: without marks, tatweel or characters of no width.
        """
        content, begins = stored(forms)
        every = np.arange(len(forms))
        columns = self._analyser.readings(content, begins, every)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        known = {form: self._analysis(of_form) for form, of_form in groupby(rows, itemgetter(0))}
        for form in np.flatnonzero(~self._analyser.odd(content, begins, every)).tolist():
            yield forms[form], known.get(form, NOT_FOUND)

    def _analysis(self, rows: Iterable[Row]) -> Analysis:
        """Read the rows of one form."""
        found = list(rows)
        exact = [row for row in found if not row[4]]
        classes: dict[tuple[str, str], dict[str, None]] = {}
        for _, prefix, stem, suffix, _ in exact or found:
            grammar, lemma = self._stem(stem)
            like = self._prefixes[prefix], grammar, self._suffixes[suffix]
            if like not in self._words:
                self._words[like] = self._word(prefix, stem, suffix)
            pos, sequence = self._words[like]
            classes.setdefault((lemma, pos), {})[sequence] = None
        return Analysis(
            tuple(lemma for lemma, _ in classes),
            tuple(pos for _, pos in classes),
            tuple("|".join(sequences) for sequences in classes.values()),
        )

    def _stem(self, stem: int) -> tuple[int, str]:
        if stem not in self._stems:
            told = self._database.stems.features(stem)
            self._stems[stem] = self._grammar(told), lemma_of(told)
        return self._stems[stem]

    def _word(self, prefix: int, stem: int, suffix: int) -> tuple[str, str]:
        database = self._database
        told = almor.merged(
            database.prefixes.features(prefix),
            database.stems.features(stem),
            database.suffixes.features(suffix),
        )
        pos = part_of_speech(told)
        return pos, " ".join(wordclasses.of(told, pos))

    def _grammar(self, told: almor.Features) -> int:
        """Give a number to what a part tells of the whole word's grammar."""
        key = (almor.tags(told), *(told.get(name, "") for name in _GRAMMAR))
        return self._numbers.setdefault(key, len(self._numbers))
