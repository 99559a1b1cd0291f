"""Types -> the codebook words that they may realise: the rule of ``matching.Vocabulary``, compiled.

Only the stems of the codebook's lemmas are looked for; most types hold none and cost a few steps. The
whole lexicon is asked where the rule needs it: whether a form that spells a variant of a wanted lemma is
written out in another one, and whether a form that a clitic-stripped cue would meet has a lemma at all.
"""

from collections.abc import Mapping, Sequence, Set

import numpy as np
import numpy.typing as npt

from analysis.framing.matching import WORDS, CueWord, cue_lemmas
from analysis.framing.phrases import Realised, each_once
from analysis.language import scan
from analysis.language.analyses import NOT_FOUND, Analysis, Lexeme
from analysis.language.clitics import affixes, citation_stems, stems_behind, strip_clitics
from analysis.language.lemmas import CliticStripping, Engine, Lexicon
from analysis.language.numbering import Types
from analysis.language.sieve import Sieve
from analysis.language.stripping import Stripper

Integers = npt.NDArray[np.int64]
_NO_PAIR = Realised.joined([])
#: Which kinds of token may be a word of a cue; only words have lemmas.
MAY_REALISE = np.isin(scan.KINDS, WORDS)


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
        stems = citation_stems([word.form for word in words])
        self._stripper = Stripper(stems)
        self._sieve = self._sieve_of(stems)
        self._of_stem: dict[str, list[int]] = {}
        for number, stem in enumerate(stems):
            self._of_stem.setdefault(stem, []).append(number)

    def of(self, types: Types, chosen: Integers) -> Realised:
        """Give the codebook words that the types chosen may realise."""
        may_realise = chosen[MAY_REALISE[types.kinds_of(chosen)]]
        hopeful, odd = self._sieve.sift(*types.stored, may_realise)
        by_lemma = _NO_PAIR
        if self._by_lemma is not None:
            by_lemma = self._by_lemma.of(types, hopeful[types.kinds_of(hopeful) == scan.WORD])
        found = [by_lemma, self._by_clitics(types, hopeful, by_lemma.types)]
        if len(odd):
            found.append(self._by_hand(types, odd))
        return Realised.of(*Realised.joined(found))

    def _sieve_of(self, stems: Sequence[str]) -> Sieve:
        """Let those forms through that a codebook word's lemma or its stem may stand in."""
        (heads, ends), shown = affixes(), {part for stem in stems for part in stems_behind(stem)}
        if self._by_lemma is None:
            return Sieve(heads, shown, ends)
        prefixes, lexical, suffixes = self._by_lemma.looked_for
        return Sieve({*heads, *prefixes}, {*shown, *lexical}, {*ends, *suffixes})

    def _by_clitics(self, types: Types, hopeful: Integers, with_lemma: Integers) -> Realised:
        """Match forms without clitics, where the lexicon knows the form or the cue's word not."""
        found, words = self._stripper.stems_in(*types.stored, hopeful)
        kept = ~(self._known[words] & _among(found, with_lemma, types.n))
        found, words = found[kept], words[kept]
        unsure = self._known[words]
        if self._by_lemma is not None and unsure.any():
            with_lemma = self._by_lemma.with_lemma(types, each_once(found[unsure]))
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
        def words_of(lexeme: Lexeme) -> list[int]:
            asked = {None, lexeme.pos}
            return [number for number, parts in of_lemma[lexeme.lemma] if not parts.isdisjoint(asked)]

        stems, lexeme, lexemes = engine.stems_of(of_lemma)
        listed = [words_of(lexeme) for lexeme in lexemes]
        counts = np.array([len(words) for words in listed], dtype=np.int64)
        wanted = counts[lexeme] > 0
        self._whole = engine.compiled
        self._wanted = self._whole.only(stems[wanted])
        self._lexeme = np.zeros(len(self._whole.database.stems.forms), dtype=np.int64)
        self._lexeme[stems] = lexeme
        # The words of lexeme i are words[begins[i]:begins[i + 1]].
        self._begins = np.concatenate([[0], np.cumsum(counts)])
        self._words = np.array([number for words in listed for number in words], dtype=np.int64)

    @property
    def looked_for(self) -> tuple[list[str], list[str], list[str]]:
        """The prefixes, stems and suffixes that a form is taken apart into."""
        return self._wanted.prefixes, self._wanted.stems, self._wanted.suffixes

    def of(self, types: Types, chosen: Integers) -> Realised:
        """Pair the types with the words of their lemmas."""
        found = self._wanted.readings(*types.stored, chosen)
        exact = _among(found.form, found.form[~found.variant], types.n)
        elsewhere = self._whole.readings(*types.stored, each_once(found.form[~exact]))
        spelt_otherwise = _among(found.form, elsewhere.form[~elsewhere.variant], types.n)
        kept = np.where(exact, ~found.variant, ~spelt_otherwise)
        form, lexeme = found.form[kept], self._lexeme[found.stem[kept]]
        counts = self._begins[lexeme + 1] - self._begins[lexeme]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return Realised(
            np.repeat(form, counts), self._words[np.repeat(self._begins[lexeme], counts) + within]
        )

    def with_lemma(self, types: Types, chosen: Integers) -> Integers:
        """Give those of some types that the lexicon has a lemma for."""
        words = chosen[types.kinds_of(chosen) == scan.WORD]
        return self._whole.readings(*types.stored, words, at_most=1).form


def _among(types: Integers, marked: Integers, n_types: int) -> npt.NDArray[np.bool_]:
    """Tell which of some types are among others."""
    flags = np.zeros(n_types, dtype=np.bool_)
    flags[marked] = True
    return flags[types]
