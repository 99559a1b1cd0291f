"""Types -> the codebook words that they may realise: the rule of ``matching.Vocabulary``, compiled.

Only the stems of the codebook's lemmas are looked for; most types hold none and cost a few steps. The
whole lexicon is asked where the rule needs it: whether a form that spells a variant of a wanted lemma is
written out in another one, and whether a form that a clitic-stripped cue would meet has a lemma at all.
"""

from collections.abc import Mapping, Sequence, Set
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.framing.matching import CueWord, cue_lemmas
from analysis.framing.phrases import Realised
from analysis.language import scan
from analysis.language.analyses import NOT_FOUND, Analysis, Lexeme
from analysis.language.clitics import citation_stem, strip_clitics
from analysis.language.lemmas import CliticStripping, Engine, Lexicon
from analysis.language.numbering import Types
from analysis.language.stripping import Stripped, Stripper

Integers = npt.NDArray[np.int64]
_NO_PAIR = Realised.joined([])
#: The kinds of token that may be a word of a cue; only words have lemmas.
_KINDS = (scan.WORD, scan.NUMBER, scan.TAG)


class Realisation:
    """Tells which words of a codebook a type may realise.

    Parameters
    ----------
    words : sequence of CueWord
        The codebook's words.
    engine : Engine
        The lexicon, or clitic stripping.

    Raises
    ------
    TypeError
        If the engine is neither.
    """

    def __init__(self, words: Sequence[CueWord], engine: Engine) -> None:
        if not isinstance(engine, (Lexicon, CliticStripping)):
            raise TypeError(f"a stream does not know the stems of the engine {engine.name}")
        self._engine = engine
        if isinstance(engine, Lexicon):
            # First: what is analysed next needs no other analyser then, nor the memory that one takes.
            _ = engine.compiled
        analyses = engine.analyse([word.form for word in words])
        self._known = np.array([bool(analyses[word.form].lemmas) for word in words], dtype=np.bool_)
        asked = [cue_lemmas(word, engine) for word in words]
        self._of_lemma: dict[str, list[tuple[int, Set[str | None]]]] = {}
        for number, lemmas in enumerate(asked):
            parts_of: dict[str, set[str | None]] = {}
            for lemma, pos in lemmas:
                parts_of.setdefault(lemma, set()).add(pos)
            for lemma, parts in parts_of.items():
                self._of_lemma.setdefault(lemma, []).append((number, parts))
        self._by_lemma = _ByLemma(self._of_lemma, engine) if isinstance(engine, Lexicon) else None
        stems = [citation_stem(word.form) for word in words]
        self._stripper = Stripper(stems)
        self._of_stem: dict[str, list[int]] = {}
        for number, stem in enumerate(stems):
            self._of_stem.setdefault(stem, []).append(number)

    def of(self, types: Types, chosen: Integers) -> Realised:
        """Give the codebook words that the types chosen may realise."""
        kinds = types.kinds_of(chosen)
        counts = np.isin(kinds, _KINDS)
        chosen, is_word = chosen[counts], kinds[counts] == scan.WORD
        by_lemma = _NO_PAIR if self._by_lemma is None else self._by_lemma.of(types, chosen[is_word])
        stripped = self._stripper.stems_in(*types.stored, chosen)
        found = [by_lemma, self._by_clitics(types, stripped, by_lemma.types)]
        if len(stripped.odd):
            found.append(self._by_hand(types, stripped.odd))
        return Realised.of(*Realised.joined(found))

    def _by_clitics(self, types: Types, stripped: Stripped, with_lemma: Integers) -> Realised:
        """Match forms without clitics, where the lexicon knows the form or the cue's word not."""
        found, words = stripped.form, stripped.stem
        kept = ~(self._known[words] & _among(found, with_lemma, types.n))
        found, words = found[kept], words[kept]
        unsure = self._known[words]
        if self._by_lemma is not None and unsure.any():
            with_lemma = self._by_lemma.with_lemma(types, np.unique(found[unsure]))
            kept = ~(unsure & _among(found, with_lemma, types.n))
            found, words = found[kept], words[kept]
        return Realised(found, words)

    def _by_hand(self, types: Types, odd: Integers) -> Realised:
        """Match the few forms that compiled code leaves alone."""
        forms = types.forms(odd).to_pylist()
        is_word = types.kinds_of(odd) == scan.WORD
        analyses = self._engine.analyse([form for form, word in zip(forms, is_word, strict=True) if word])
        pairs = [
            (type_id, number)
            for type_id, form, word in zip(odd.tolist(), forms, is_word, strict=True)
            for number in self._of_form(form, analyses[form] if word else NOT_FOUND)
        ]
        return Realised(*np.array(pairs, dtype=np.int64).reshape(-1, 2).T)

    def _of_form(self, form: str, analysis: Analysis) -> set[int]:
        lexemes = {Lexeme.of(*reading) for reading in zip(analysis.lemmas, analysis.pos, strict=True)}
        by_lemma = {
            number
            for lemma, pos in lexemes
            for number, parts in self._of_lemma.get(lemma, ())
            if not parts.isdisjoint({None, pos})
        }
        by_stem = {
            number
            for stem in strip_clitics(form)
            for number in self._of_stem.get(stem, ())
            if not analysis.lemmas or not self._known[number]
        }
        return by_lemma | by_stem


class _ByLemma:
    """The words that a form may realise by its lemmas."""

    def __init__(
        self,
        of_lemma: Mapping[str, Sequence[tuple[int, Set[str | None]]]],
        engine: Lexicon,
    ) -> None:
        @cache
        def words_of(lexeme: Lexeme) -> list[int]:
            asked = {None, lexeme.pos}
            return [number for number, parts in of_lemma[lexeme.lemma] if not parts.isdisjoint(asked)]

        of_stems = ((stem, words_of(lexeme)) for stem, lexeme in engine.stems_of(of_lemma))
        words_of_stem = {stem: words for stem, words in of_stems if words}
        self._whole = engine.compiled
        self._wanted = self._whole.only(sorted(words_of_stem))
        self._begins, self._words = _rows(words_of_stem, len(self._whole.database.stems.forms))

    def of(self, types: Types, chosen: Integers) -> Realised:
        """Pair the types with the words of their lemmas."""
        found = self._wanted.readings(*types.stored, chosen)
        exact = _among(found.form, found.form[~found.variant], types.n)
        elsewhere = self._whole.readings(*types.stored, np.unique(found.form[~exact]))
        spelt_otherwise = _among(found.form, elsewhere.form[~elsewhere.variant], types.n)
        kept = np.where(exact, ~found.variant, ~spelt_otherwise)
        form, stem = found.form[kept], found.stem[kept]
        counts = self._begins[stem + 1] - self._begins[stem]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return Realised(np.repeat(form, counts), self._words[np.repeat(self._begins[stem], counts) + within])

    def with_lemma(self, types: Types, chosen: Integers) -> Integers:
        """Give those of some types that the lexicon has a lemma for."""
        words = chosen[types.kinds_of(chosen) == scan.WORD]
        return self._whole.readings(*types.stored, words, at_most=1).form


def _among(types: Integers, marked: Integers, n_types: int) -> npt.NDArray[np.bool_]:
    """Tell which of some types are among others."""
    flags = np.zeros(n_types, dtype=np.bool_)
    flags[marked] = True
    return flags[types]


def _rows(values: Mapping[int, Sequence[int]], n: int) -> tuple[Integers, Integers]:
    """Lay out lists by their number: those of row i are ``begins[i]`` to ``begins[i + 1]``."""
    rows, counts = sorted(values), np.zeros(n + 1, dtype=np.int64)
    counts[np.array(rows, dtype=np.int64) + 1] = [len(values[row]) for row in rows]
    listed = [number for row in rows for number in values[row]]
    return np.cumsum(counts), np.array(listed, dtype=np.int64)
