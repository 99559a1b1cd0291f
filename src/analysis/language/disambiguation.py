"""Which of a form's readings a place in a text means, by evidence that costs nothing.

A reading is a lemma with the word classes of the form. How likely it is at one place follows from

- the words before and behind it: ``sequences.yml`` tells how often a word class follows another. So a
  verb is unlikely behind a preposition, and an adjective that agrees with the noun before it in article
  and gender is likely;
- the clitics of the form, which only verbs or only nouns take;
- how often the lemma is meant elsewhere in the same corpus, learnt without any annotation by
  expectation maximisation (Dempster, Laird and Rubin 1977) over the readings of all its words. Every
  lemma is given ``SMOOTHING`` occurrences beforehand, so that in two articles the grammar decides and
  in a large corpus the frequencies do.

A word sees its two neighbours, each weighted over its own readings; this is one step of the
forward-backward algorithm of hidden Markov models (Rabiner 1989, equations 18 to 27), and enough:
whole sentences gained nothing on a treebank.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import yaml

from analysis.language.analyses import Lexeme
from analysis.language.lemmas import Engine, NeuralLexicon
from analysis.language.wordclasses import BOUNDARY, UNKNOWN

Integers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Occurrences that every lemma is given beforehand.
SMOOTHING = 2.0
#: Rounds of expectation maximisation, and the words at a corpus's head that they read.
ROUNDS = 4
SAMPLE = 200_000
#: A reading counts if it is at least so likely, or is the likeliest: a wrong reading at one chance in
#: five costs less than the right one lost.
PLAUSIBLE = 0.2


@cache
def word_classes() -> tuple[str, ...]:
    """Name the word classes in the order of the rows of :func:`follows`."""
    return tuple(_sequences())


@cache
def follows() -> Weights:
    """Give the shares with which classes follow each other, shape (n_classes, n_classes); rows sum to 1."""
    table, classes = _sequences(), word_classes()
    counts = np.array([[table[before].get(behind, 1) for behind in classes] for before in classes], float)
    return np.asarray(counts / counts.sum(axis=1, keepdims=True), dtype=np.float64)


def _sequences() -> dict[str, dict[str, int]]:
    return dict(yaml.safe_load(files(__package__).joinpath("sequences.yml").read_text(encoding="utf-8")))


class Readings(NamedTuple):
    """The readings of a vocabulary as parallel arrays, type after type.

    ``begins`` has shape (n_types + 2,): the readings of type t are ``begins[t]`` to ``begins[t + 1]``.
    Behind the last type stands the sentence's edge. The others have shape (n_readings,): ``lexeme``
    numbers ``lexemes``, ``first`` and ``last`` are the outer word classes of the form, and ``inside``
    is the share with which the classes of its clitics follow each other.
    """

    begins: Integers
    lexeme: Integers
    first: Integers
    last: Integers
    inside: Weights
    lexemes: dict[Lexeme, int]


def readings_of(types: pd.DataFrame) -> Readings:
    """Spread out the readings of a table of types that carries lemmas and classes.

    A type without lemma has one reading, whose lexeme is its own number below zero.
    """
    number = {name: i for i, name in enumerate(word_classes())}
    lexemes: dict[Lexeme, int] = {}
    sequences: dict[str, tuple[int, int, float]] = {}
    counts: list[int] = []
    rows: list[tuple[int, int, int, float]] = []
    columns = (pa.array(types[name]).to_pylist() for name in ("kind", "lemmas", "pos", "classes"))
    met: dict[tuple[tuple[str, ...], ...], list[tuple[int, int, int, float]]] = {}
    for type_id, (kind, *features) in enumerate(zip(*columns, strict=True)):
        like = tuple(map(tuple, features))
        if like not in met:
            # Active and passive share a lexeme and a class: as one reading, or verbs would count double.
            distinct: dict[tuple[int, str], None] = {}
            for lemma, pos, alternatives in zip(*features, strict=True):
                lexeme = lexemes.setdefault(Lexeme.of(lemma, pos), len(lexemes))
                distinct |= dict.fromkeys((lexeme, sequence) for sequence in alternatives.split("|"))
            for _, sequence in distinct:
                if sequence not in sequences:
                    sequences[sequence] = _outline([number[name] for name in sequence.split()])
            met[like] = [(lexeme, *sequences[sequence]) for lexeme, sequence in distinct]
        of_type = met[like]
        if not of_type:
            name = UNKNOWN if kind in ("word", "number", "tag", "link") else BOUNDARY
            of_type = [(-1 - type_id, number[name], number[name], 1.0)]
        rows += of_type
        counts.append(len(of_type))
    rows.append((-1 - len(types), number[BOUNDARY], number[BOUNDARY], 1.0))
    lexeme_ids, first, last, inside = map(np.array, zip(*rows, strict=True))
    begins = np.concatenate([[0], np.cumsum([*counts, 1])])
    return Readings(begins, lexeme_ids, first, last, inside, lexemes)


def _outline(classes: list[int]) -> tuple[int, int, float]:
    shares = [follows()[before, behind] for before, behind in pairwise(classes)]
    return classes[0], classes[-1], float(np.prod(shares))


class Spread(NamedTuple):
    """The readings of several tokens: ``token`` numbers the tokens asked for, ``reading`` the readings."""

    token: Integers
    reading: Integers
    probability: Weights


class Choice(Protocol):
    """What tells which readings are plausible at a place."""

    def plausible(
        self, tokens: Integers, asked: Sequence[frozenset[Lexeme]], which: Integers, least: Weights
    ) -> Flags:
        """See :meth:`Disambiguation.plausible`."""


def disambiguate(type_ids: Integers, sentences: Integers, types: pd.DataFrame, engine: Engine) -> Choice:
    """Give the means of choosing among readings that an engine brings, by default :class:`Disambiguation`.

    Parameters are those of :class:`Disambiguation`, and the engine that analysed the types.
    """
    if isinstance(engine, NeuralLexicon):
        return NeuralDisambiguation(type_ids, sentences, types, engine)
    return Disambiguation(type_ids, sentences, types)


class Disambiguation:
    """How likely each reading of each token of a corpus is.

    Parameters
    ----------
    type_ids : array of int, shape (n_tokens,)
        The type of every token.
    sentences : array of int, shape (n_tokens,)
        A number that changes from one sentence to the next.
    types : DataFrame
        The table of types with ``lemmas`` and ``classes``.
    """

    def __init__(self, type_ids: Integers, sentences: Integers, types: pd.DataFrame) -> None:
        self.readings = readings_of(types)
        self._types = type_ids
        self._sentences = sentences
        self._edge = len(types)
        self._weights = np.ones(len(self.readings.lexeme))
        sample = np.arange(min(len(type_ids), SAMPLE))
        for _ in range(ROUNDS):
            self._weights = self._reweighted(self.at(sample))

    def at(self, tokens: Integers) -> Spread:
        """Give every reading of some tokens with its probability there; those of one token sum to 1."""
        here = self._types[tokens]
        owner, reading = _spread(self.readings.begins, here)
        weight = self._weights[reading] * self.readings.inside[reading]
        for neighbours, seen in (
            (self._neighbour(tokens, -1), self._as_before),
            (self._neighbour(tokens, +1), self._as_behind),
        ):
            which, row = np.unique(neighbours, return_inverse=True)
            outer = self.readings.first if seen == self._as_before else self.readings.last
            weight = weight * seen(which)[row[owner], outer[reading]]
        total = np.bincount(owner, weight, minlength=len(tokens))
        return Spread(owner, reading, weight / total[owner])

    def plausible(
        self, tokens: Integers, asked: Sequence[frozenset[Lexeme]], which: Integers, least: Weights
    ) -> Flags:
        """Tell of each token whether it is plausibly a form of one of the lexemes asked for.

        Parameters
        ----------
        tokens : array of int, shape (n,)
            Positions in the corpus.
        asked : sequence of frozenset of Lexeme
            The sets of lexemes that are asked for.
        which : array of int, shape (n,)
            Which of these sets is asked for at each token.
        least : array of float, shape (n,)
            The probability from which a reading is plausible; the likeliest lexeme always is.

        Returns
        -------
        array of bool, shape (n,)
            True also where the form has no lemma, or none is asked for: there is nothing to choose.
        """
        spread = self.at(tokens)
        lexeme = self.readings.lexeme[spread.reading]
        width = len(self.readings.lexemes)
        pairs = [
            row * width + self.readings.lexemes[name]
            for row, names in enumerate(asked)
            for name in names
            if name in self.readings.lexemes
        ]
        keys = which[spread.token] * width + lexeme
        wanted = (lexeme >= 0) & np.isin(keys, np.array(pairs, dtype=np.int64))
        sure = np.bincount(spread.token, np.where(wanted, spread.probability, 0.0), minlength=len(tokens))
        rival = _likeliest_other(spread, lexeme, wanted, len(tokens))
        nothing_asked = np.array([not names for names in asked], dtype=np.bool_)[which]
        unknown = np.bincount(spread.token, lexeme < 0, minlength=len(tokens)) > 0
        return nothing_asked | unknown | (sure >= least) | ((sure > 0) & (sure >= rival))

    def _neighbour(self, tokens: Integers, step: int) -> Integers:
        """Give the type beside each token, or the sentence's edge."""
        place = tokens + step
        inside = (place >= 0) & (place < len(self._types))
        place = np.where(inside, place, tokens)
        same = inside & (self._sentences[place] == self._sentences[tokens])
        return np.where(same, self._types[place], self._edge)

    def _as_before(self, types: Integers) -> Weights:
        """Give for types how welcome each class is behind them, shape (n_types, n_classes)."""
        return self._outer(types, self.readings.last) @ follows()

    def _as_behind(self, types: Integers) -> Weights:
        """Give for types how welcome each class is before them, shape (n_types, n_classes)."""
        return self._outer(types, self.readings.first) @ follows().T

    def _outer(self, types: Integers, classes: Integers) -> Weights:
        owner, reading = _spread(self.readings.begins, types)
        weight = self._weights[reading] * self.readings.inside[reading]
        weight /= np.bincount(owner, weight, minlength=len(types))[owner]
        width = len(word_classes())
        cells = np.bincount(owner * width + classes[reading], weight, minlength=len(types) * width)
        return np.asarray(cells.reshape(-1, width), dtype=np.float64)

    def _reweighted(self, spread: Spread) -> Weights:
        """Weigh every reading by how often its lemma was meant: the maximisation step."""
        _, lexeme = np.unique(self.readings.lexeme, return_inverse=True)
        meant = np.bincount(lexeme[spread.reading], spread.probability, minlength=lexeme.max() + 1)
        return np.asarray((meant + SMOOTHING)[lexeme], dtype=np.float64)


def _spread(begins: Integers, types: Integers) -> tuple[Integers, Integers]:
    """List the readings of types: the position of the type in ``types``, and the reading."""
    counts = begins[types + 1] - begins[types]
    owner = np.repeat(np.arange(len(types)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, begins[types][owner] + within


def _likeliest_other(spread: Spread, lexeme: Integers, wanted: Flags, n_tokens: int) -> Weights:
    """Give each token's highest probability of one lexeme that was not asked for."""
    rivals = np.flatnonzero(~wanted)
    pairs, row = np.unique(
        np.column_stack([spread.token[rivals], lexeme[rivals]]), axis=0, return_inverse=True
    )
    sums = np.bincount(row.reshape(-1), spread.probability[rivals], minlength=len(pairs))
    highest = np.zeros(n_tokens)
    np.maximum.at(highest, pairs[:, 0], sums)
    return highest


class NeuralDisambiguation:
    """The choice of camel-tools' BERT disambiguator: one lexeme a token, read from the whole sentence.

    Parameters are those of :class:`Disambiguation`, and the engine. Only sentences that hold a word
    asked for are read.
    """

    def __init__(
        self, type_ids: Integers, sentences: Integers, types: pd.DataFrame, engine: NeuralLexicon
    ) -> None:
        self._forms = types["form"].to_numpy(object)[type_ids]
        self._in_lexicon = types["lemmas"].map(len).to_numpy(np.int64)[type_ids] > 0
        self._sentences = sentences
        self._engine = engine

    def plausible(
        self,
        tokens: Integers,
        asked: Sequence[frozenset[Lexeme]],
        which: Integers,
        least: Weights,
    ) -> Flags:
        """Tell of each token whether the lexeme chosen for it is asked for; see :class:`Disambiguation`."""
        wanted = np.unique(self._sentences[tokens])
        begin = np.searchsorted(self._sentences, wanted, side="left")
        end = np.searchsorted(self._sentences, wanted, side="right")
        chosen = self._engine.lexemes_in([self._forms[i:j].tolist() for i, j in zip(begin, end, strict=True)])
        of_token = {
            int(i) + offset: lexeme
            for i, sentence in zip(begin, chosen, strict=True)
            for offset, lexeme in enumerate(sentence)
        }
        return np.array(
            [
                not asked[row] or not self._in_lexicon[token] or of_token[token] in asked[row]
                for token, row in zip(tokens.tolist(), which.tolist(), strict=True)
            ],
            dtype=np.bool_,
        )
