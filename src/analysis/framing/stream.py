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


class Words(NamedTuple):
    """The words of a batch of texts: what to keep where a codebook is edited and run again.

    ``type_id``, ``stretch`` (words that share one may stand in one phrase) and ``token``, each of shape
    (n_words,), and the tokens themselves.
    """

    type_id: npt.NDArray[np.int32]
    stretch: npt.NDArray[np.int32]
    token: npt.NDArray[np.int64]
    tokens: scan.Scanned


class Stream:
    """Finds phrases in batches of texts, and remembers the types it has met.

    Parameters
    ----------
    wanted : sequence of Phrase
        As :func:`analysis.framing.matching.phrases_of` gives them.
    engine : Engine
        What finds lemmas. Threads need a stream each; they may share the engine.
    before : Stream, optional
        The stream of the codebook before it was edited: its types are taken over, and only words that
        the codebook did not hold before are looked up.
    """

    def __init__(self, wanted: Sequence[Phrase], engine: Engine, before: "Stream | None" = None) -> None:
        words = list(dict.fromkeys(word for phrase in wanted for word in phrase.words))
        number = {word: i for i, word in enumerate(words)}
        wordings = [phrases.Wording(tuple(number[w] for w in p.words), p.within) for p in wanted]
        self._searcher = phrases.Searcher(wordings, len(words))
        self._words = words
        self._engine = engine
        self._readings: _Readings | None = None
        self._types_of: dict[CueWord, list[int]] = {word: [] for word in words}
        if before is None:
            self.scanner, self._roles = scan.Scanner(), np.zeros(0, dtype=np.uint8)
        else:
            self.scanner, self._roles = before.scanner, before._roles
            self._take_over(before)

    def words(self, texts: pa.Array) -> Words:
        """Turn texts into numbered words, and learn the types that they bring."""
        before = self.scanner.n_types
        tokens = self.scanner.scan(texts)
        self._meet(before)
        room = len(tokens.type_id)
        type_id, stretch = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
        token = np.empty(room, dtype=np.int64)
        n = phrases.words_only(tokens.type_id, tokens.text_begin, self._roles, type_id, stretch, token)
        return Words(type_id[:n], stretch[:n], token[:n], tokens)

    def find(self, texts: pa.Array) -> Found:
        """Find every phrase in a batch of texts; texts are numbered within the batch."""
        return self.find_in(self.words(texts))

    def find_in(self, words: Words, threads: int = 1) -> Found:
        """Find every phrase in words that this stream, or the one it took over, has numbered."""
        phrase, paths = self._searcher.search(words.type_id, words.stretch, threads)
        last_word = paths[np.arange(len(paths)), self._searcher.lengths[phrase] - 1]
        first, last = words.token[paths[:, 0]], words.token[last_word]
        text = np.searchsorted(words.tokens.text_begin, first, side="right") - 1
        return Found(text, words.tokens.start[first], words.tokens.end[last], phrase)

    def _meet(self, before: int) -> None:
        """Learn the types that a batch has brought."""
        self._roles = np.concatenate([self._roles, self._roles_from(before)])
        if self._readings is None:
            self._readings = _Readings(self._words, self._engine)
        realised = self._readings.realised_by_types(self.scanner, before)
        for type_id, numbers in realised.items():
            for number in numbers:
                self._types_of[self._words[number]].append(type_id)
        self._searcher.meet(self.scanner.n_types, realised)

    def _take_over(self, before: "Stream") -> None:
        """Look up only what the codebook did not hold before."""
        fresh = [word for word in self._words if word not in before._types_of]
        self._types_of.update((w, before._types_of[w]) for w in self._words if w in before._types_of)
        if fresh:
            found = _Readings(fresh, self._engine).realised_by_types(self.scanner, 0)
            for type_id, numbers in found.items():
                for number in numbers:
                    self._types_of[fresh[number]].append(type_id)
        realised: dict[int, list[int]] = {}
        for number, word in enumerate(self._words):
            for type_id in self._types_of[word]:
                realised.setdefault(type_id, []).append(number)
        self._types_of = {word: list(types) for word, types in self._types_of.items()}
        self._searcher.meet(self.scanner.n_types, {t: tuple(numbers) for t, numbers in realised.items()})

    def _roles_from(self, before: int) -> npt.NDArray[np.uint8]:
        kinds = self.scanner.kinds[before:]
        roles = np.where(_WORDS[kinds], phrases.WORD, phrases.BREAK).astype(np.uint8)
        symbols = np.flatnonzero(kinds == scan.SYMBOL)
        seen = self.scanner.forms(before).take(pa.array(symbols)).to_pylist()
        roles[symbols[np.array([form in TRANSPARENT for form in seen], dtype=np.bool_)]] = phrases.TRANSPARENT
        return roles


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
        self._met: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[int, ...]] = {}
        before, behind = affixes()
        unknown = {stem for stem, entries in self._of_stem.items() if not all(known for _, known in entries)}
        self._unknown = Sieve({string for stem in unknown for string in stems_behind(stem)}, before, behind)
        stems = {string for stem in self._of_stem for string in stems_behind(stem)}
        if isinstance(engine, Lexicon):
            spellings = engine.spellings(self._of_lemma)
            stems |= spellings.stems
            before, behind = before | spellings.prefixes, behind | spellings.suffixes
        elif not isinstance(engine, CliticStripping):
            raise TypeError(f"the sieve does not know the stems of the engine {engine.name}")
        self.sieve = Sieve(stems, before, behind)

    def realised_by_types(self, scanner: scan.Scanner, before: int) -> dict[int, tuple[int, ...]]:
        """Give for every type from number ``before`` on that may realise codebook words their numbers."""
        passing = self.sieve.passing(scanner, before)
        passing = passing[scanner.kinds[passing] == scan.WORD]
        if len(passing) == 0:
            return {}
        forms = scanner.forms(before).take(pa.array(passing - before)).to_pylist()
        by_clitics = np.isin(passing, self._unknown.passing(scanner, before))
        analyses = self._engine.analyse(forms)
        found = (
            (type_id, self._of_form(form, analyses[form], stripped))
            for type_id, form, stripped in zip(passing.tolist(), forms, by_clitics.tolist(), strict=True)
        )
        return {type_id: numbers for type_id, numbers in found if numbers}

    def _of_form(self, form: str, analysis: Analysis, by_clitics: bool) -> tuple[int, ...]:
        """Give the codebook words that a form may realise; ``by_clitics``: perhaps one without lemma."""
        if analysis.lemmas and not by_clitics:
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
