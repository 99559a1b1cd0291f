"""A corpus too large for tables of tokens: texts go through batch by batch, phrases come out.

Finds what :func:`analysis.framing.matching.find_paths` finds, that is every place where the words of a
phrase may stand by their lemmas; choosing among readings and between overlapping matches is left to a
second reading of the few lines that hold one. A phrase ends at the end of a line, as in a segment.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.framing import phrases
from analysis.framing.matching import TRANSPARENT, CueWord, Phrase, cue_lemmas
from analysis.language import scan
from analysis.language.candidates import Sieve
from analysis.language.clitics import affixes, citation_stem, stems_behind, strip_clitics
from analysis.language.lemmas import Analysis, CliticStripping, Engine, Lexeme, Lexicon

_WORDS = np.isin(scan.KINDS, ["word", "number", "tag"])


class Found(NamedTuple):
    """Where phrases stand: parallel arrays; offsets in code points of the text."""

    text: npt.NDArray[np.int64]
    start: npt.NDArray[np.uint32]
    end: npt.NDArray[np.uint32]
    phrase: npt.NDArray[np.int64]


class Stream:
    """Finds phrases in batches of texts, and remembers the types it has met.

    Parameters
    ----------
    wanted : sequence of Phrase
        As :func:`analysis.framing.matching.phrases_of` gives them.
    engine : Engine
        What finds lemmas. Threads need a stream each; they may share the engine.
    """

    def __init__(self, wanted: Sequence[Phrase], engine: Engine) -> None:
        self.scanner = scan.Scanner()
        self.n_tokens = 0
        self._engine = engine
        words = list(dict.fromkeys(word for phrase in wanted for word in phrase.words))
        number = {word: i for i, word in enumerate(words)}
        self._wordings = [phrases.Wording(tuple(number[w] for w in p.words), p.within) for p in wanted]
        self._readings = _Readings(words, engine)
        self._searcher = phrases.Searcher(self._wordings, len(words))
        self._roles = np.zeros(0, dtype=np.uint8)

    def find(self, texts: pa.Array) -> Found:
        """Find every phrase in a batch of texts; texts are numbered within the batch."""
        before = self.scanner.n_types
        tokens = self.scanner.scan(texts)
        self.n_tokens += len(tokens.type_id)
        self._meet(before)
        place = np.empty(len(tokens.type_id) + 1, dtype=np.int64)
        stretch = np.empty(len(place), dtype=np.int32)
        words = np.empty(len(place), dtype=np.int32)
        n = phrases.words_only(tokens.type_id, tokens.text_begin, self._roles, words, stretch, place)
        phrase, paths = self._searcher.search(words[:n], stretch[:n])
        first = place[paths[:, 0]]
        last = place[paths[np.arange(len(paths)), self._searcher.lengths[phrase] - 1]]
        text = np.searchsorted(tokens.text_begin, first, side="right") - 1
        return Found(text, tokens.start[first], tokens.end[last], phrase)

    def _meet(self, before: int) -> None:
        """Learn the types that a batch has brought."""
        kinds = self.scanner.kinds[before:]
        roles = np.where(_WORDS[kinds], phrases.WORD, phrases.BREAK).astype(np.uint8)
        symbols = np.flatnonzero(kinds == scan.SYMBOL)
        if len(symbols):
            forms = self.scanner.forms(before)
            seen = forms.take(pa.array(symbols)).to_pylist()
            roles[symbols[[form in TRANSPARENT for form in seen]]] = phrases.TRANSPARENT
        self._roles = np.concatenate([self._roles, roles])
        passing = self._readings.sieve.passing(self.scanner, before)
        passing = passing[self.scanner.kinds[passing] == scan.WORD]
        realised: dict[int, tuple[int, ...]] = {}
        if len(passing):
            forms = self.scanner.forms(before).take(pa.array(passing - before)).to_pylist()
            realised = dict(zip(passing.tolist(), self._readings.realised(forms), strict=True))
        self._searcher.meet(self.scanner.n_types, realised)


class _Readings:
    """Which codebook words a form may realise: the rule of ``matching.Vocabulary``, form by form."""

    def __init__(self, words: Sequence[CueWord], engine: Engine) -> None:
        self._engine = engine
        analyses = engine.analyse([word.form for word in words])
        self._asked = [cue_lemmas(word, engine) for word in words]
        self._of_lemma: dict[str, list[int]] = {}
        self._of_stem: dict[str, list[tuple[int, bool]]] = {}
        for number, word in enumerate(words):
            for lemma in {lemma for lemma, _ in self._asked[number]}:
                self._of_lemma.setdefault(lemma, []).append(number)
            entry = (number, bool(analyses[word.form].lemmas))
            self._of_stem.setdefault(citation_stem(word.form), []).append(entry)
        self._has_unknown = any(not known for of_stem in self._of_stem.values() for _, known in of_stem)
        self._met: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[int, ...]] = {}
        before, behind = affixes()
        stems = {string for stem in self._of_stem for string in stems_behind(stem)}
        if isinstance(engine, Lexicon):
            spellings = engine.spellings(self._of_lemma)
            stems |= spellings.stems
            before, behind = before | spellings.prefixes, behind | spellings.suffixes
        elif not isinstance(engine, CliticStripping):
            raise TypeError(f"the sieve does not know the stems of the engine {engine.name}")
        self.sieve = Sieve(stems, before, behind)

    def realised(self, forms: Sequence[str]) -> list[tuple[int, ...]]:
        """Give for each form the numbers of the codebook words that it may realise."""
        analyses = self._engine.analyse(forms)
        return [self._of_form(form, analyses[form]) for form in forms]

    def _of_form(self, form: str, analysis: Analysis) -> tuple[int, ...]:
        if analysis.lemmas and not self._has_unknown:
            return self._by_lemma(analysis)
        stems = strip_clitics(form)
        by_stem = {
            number
            for stem in stems
            for number, known in self._of_stem.get(stem, ())
            if not known or not analysis.lemmas
        }
        return tuple(sorted({*self._by_lemma(analysis), *by_stem}))

    def _by_lemma(self, analysis: Analysis) -> tuple[int, ...]:
        key = analysis.lemmas, analysis.pos
        if key not in self._met:
            lexemes = [Lexeme.of(lemma, pos) for lemma, pos in zip(*key, strict=True)]
            numbers = {
                number
                for lemma, pos in lexemes
                for number in self._of_lemma.get(lemma, ())
                if not self._asked[number].isdisjoint({(lemma, None), (lemma, pos)})
            }
            self._met[key] = tuple(sorted(numbers))
        return self._met[key]
