"""The aligned dossier: what articles on one event share, where they differ, what only one tells.

Sentences of different outlets are compared by their lemmas, each weighted by how rare it is in the
dossier (TF-IDF; Salton and Buckley 1988), words of closed classes left out. What an outlet lacks was
"not found in" it: the comparison sees words, not reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparison.counting import LEFT_OUT, Words, content_words, sentence_roles, words_of
from analysis.comparison.findings import counted, listed, published
from analysis.comparison.grouping import side
from analysis.comparison.occurrences import Flags, Integers, Numbers
from analysis.comparison.quantities import quantities
from analysis.framing import Corpus
from analysis.language.orthography import normalise
from analysis.tables import by_doc_id

Row = dict[str, object]

PULL_QUOTE = "pull quote"
#: Two sentences that are each other's nearest are paired from this cosine on.
NEAREST = 0.15
#: Any two sentences are paired from this cosine on if one holds so much of the other's weight: a short
#: sentence told inside a long one.
SIMILAR = 0.10
CONTAINED = 0.25
#: No pair rests on fewer lemmas.
FEWEST_LEMMAS = 3
#: A sentence has at most so many partners in one article.
PARTNERS = 3

#: A pull quote repeats a sentence of its own article, which is compared already.
NOT_ALIGNED = LEFT_OUT | {PULL_QUOTE}
#: Speakers who can be recognised in another article.
KNOWN_SPEAKERS = ("named", "institution")

#: Stands before the frame and the words of a mention that its sentence denies.
DENIED = "¬"
SHARED, DIFFERING, ONE_ONLY = "shared", "differing", "found in one only"
DIFFERS, IN_ONE = "differs", "in one only"


class Dossier(NamedTuple):
    """An aligned dossier. Offsets count code points of the raw texts; ``sentence_id`` is the corpus's.

    Attributes
    ----------
    sentences : DataFrame
        One row a sentence, furniture and pull quotes left out: doc_id, outlet, sentence_id, start, end,
        role, order (0 to 1 within the article's sentences), status ("shared", "differing", "found in one
        only"), partners, not_found_in ("not found in ..." for the outlets that have no such sentence, else
        missing).
    pairs : DataFrame
        One row a pair, as ribbons join them: pair, doc_id, outlet, sentence_id, start, end, order, the same
        with ``other_`` before it, score (cosine), shared_lemmas (the weightiest first, joined by " · "),
        status.
    differences : DataFrame
        One row a difference of a pair: pair, what ("naming", "frame", "number", "date", "speaker"), here
        and there (what each says, missing where it says nothing), how ("differs": each has what the other
        lacks; "in one only").
    sources : DataFrame
        One row a claim of a speaker whom several outlets quote: speaker, doc_id, outlet, sentence_id,
        start, end, claim, and for each other article that quotes the speaker other_doc_id, other_outlet,
        other_sentence_id and other_claim (the same claim there, missing where it is not found), score (of
        the nearest claim there), found ("also in ..." or "not found in ...").
    sentence : str
        What was aligned and how.
    """

    sentences: pd.DataFrame
    pairs: pd.DataFrame
    differences: pd.DataFrame
    sources: pd.DataFrame
    sentence: str


class _Pair(NamedTuple):
    """Two places in the list of units, and the cosine of what stands there."""

    here: int
    there: int
    score: float


@dataclass(frozen=True)
class _Place:
    """Where something is told: in which article of which side, from where to where."""

    doc_id: str
    side: str
    outlet: str
    sentence_id: int
    start: int
    end: int


@dataclass(frozen=True)
class _Unit(_Place):
    """A sentence of the dossier, as the comparison needs it."""

    row: int
    role: str
    order: float


def align(
    corpus: Corpus, mentions: pd.DataFrame, attributions: pd.DataFrame, names: pd.DataFrame | None = None
) -> Dossier:
    """Align articles on one event, sentence by sentence.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design, of these articles only.
    mentions, attributions : DataFrame
        What coding found in them.
    names : DataFrame, optional
        What is called how: doc_id, start, end, entity (who or what is meant), wording (which of its
        names) and form (the words). Clitics and variants of one wording are one name.

    Returns
    -------
    Dossier
        Sentences, pairs, differences and sources in common.

    Notes
    -----
    Articles of unknown outlets count as different outlets. Articles of one outlet only have no pairs, and
    the sentence says why.
    """
    mentions, attributions = _only(corpus, mentions), _only(corpus, attributions)
    names = None if names is None else _only(corpus, names)
    units = _units(corpus)
    sides = list(dict.fromkeys(unit.side for unit in units))
    words = words_of(corpus)
    content = content_words(corpus, words)
    vectors = weigh(words.sentence[content], words.word[content], len(corpus.sentences), len(words.labels))
    of_units = vectors.rows([unit.row for unit in units])
    found = list(_pairs(units, of_units))
    facts = _Facts(corpus, mentions, attributions, names)
    differences = [_differences(facts, units[i], units[j]) for i, j, _ in found]
    status = [DIFFERING if any(map(_weighs, told)) else SHARED for told in differences]
    pairs = _pair_table(units, found, of_units, words.labels, status)
    sentences = _sentence_table(units, found, status, sides)
    return Dossier(
        sentences,
        pairs,
        _difference_table(differences),
        _sources(corpus, _claims(corpus, attributions, facts.speakers), words, content, vectors),
        _dossier_sentence(sentences, pairs, sides),
    )


def _only(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out what was found in other articles."""
    return rows[rows["doc_id"].isin(corpus.articles["doc_id"])]


def _with_polarity(mentions: pd.DataFrame) -> pd.DataFrame:
    """Tell a denied frame from an asserted one: they do not say the same."""
    denied = mentions["negated"].fillna(False).to_numpy(bool)
    frame, form = mentions["frame"].astype(object), mentions["form"].astype(object)
    return mentions.assign(
        frame=frame.where(~denied, f"{DENIED} " + frame), form=form.where(~denied, f"{DENIED} " + form)
    )


# --- sentences as vectors -----------------------------------------------------------------------


def _units(corpus: Corpus) -> list[_Unit]:
    roles = sentence_roles(corpus)
    outlets = by_doc_id(corpus.articles, "outlet")
    kept = [
        (number, row)
        for number, row in enumerate(corpus.sentences.itertuples(index=False))
        if roles[number] not in NOT_ALIGNED and row.doc_id in outlets
    ]
    n_of = pd.Series([row.doc_id for _, row in kept], dtype=object).value_counts().to_dict()
    seen: dict[str, int] = {}
    units = []
    for number, row in kept:
        place = seen.get(row.doc_id, 0)
        seen[row.doc_id] = place + 1
        where = _where(row, outlets, row.start, row.end)
        units.append(_Unit(*where, number, roles[number], place / max(1, n_of[row.doc_id] - 1)))
    return units


def _where(row: Any, outlets: Mapping[str, str], start: int, end: int) -> tuple[str, str, str, int, int, int]:
    """Give the fields of a place for what a row of a table tells between two offsets."""
    outlet = outlets[row.doc_id]
    return row.doc_id, side(outlet, row.doc_id), outlet, row.sentence_id, start, end


class Weighed(NamedTuple):
    """Sentences as weighted words.

    ``unit`` has shape (n_rows, n_words), each row of length 1; ``length`` is what the rows' lengths were.
    """

    unit: Numbers
    length: Numbers

    def rows(self, chosen: Integers | Sequence[int]) -> "Weighed":
        """Keep some rows."""
        return Weighed(self.unit[chosen], self.length[chosen])


def weigh(row: Integers, word: Integers, n_rows: int, n_words: int) -> Weighed:
    """Weight the words of sentences by their rarity.

    A word weighs ln((1 + n) / df) wherever it occurs, n the sentences that hold a word and df those that
    hold this one; a sentence without words has length 0.
    """
    present = np.zeros((n_rows, n_words))
    present[row, word] = 1
    df = present.sum(axis=0)
    n_held = int(present.any(axis=1).sum())
    return _to_unit_length(present * np.log((1 + n_held) / np.maximum(df, 1)))


def _to_unit_length(vectors: Numbers) -> Weighed:
    length = np.linalg.norm(vectors, axis=1)
    return Weighed(vectors / np.where(length > 0, length, 1)[:, np.newaxis], length)


# --- pairs --------------------------------------------------------------------------------------


def _pairs(units: Sequence[_Unit], weighed: Weighed) -> Iterator[_Pair]:
    """Yield the pairs of every two articles of different outlets."""
    places: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        places.setdefault(unit.doc_id, []).append(place)
    for here, there in combinations(places.values(), 2):
        if units[here[0]].side != units[there[0]].side:
            for i, j, score in pair_sentences(weighed.rows(here), weighed.rows(there)):
                yield _Pair(here[i], there[j], score)


def pair_sentences(here: Weighed, there: Weighed) -> list[_Pair]:
    """Pair the sentences of two articles, one to one or one to few.

    Parameters
    ----------
    here, there : Weighed
        Sentences as :func:`weigh` gives them.

    Returns
    -------
    list of (int, int, float)
        Rows of ``here`` and ``there`` and their cosine, in the order of ``here``. Paired are sentences
        that are each other's nearest (cosine at least NEAREST), and those of which one holds the part
        CONTAINED of the other's weight (cosine at least SIMILAR); always by FEWEST_LEMMAS lemmas, and
        with at most PARTNERS a sentence, the nearest first.
    """
    if not len(here.unit) or not len(there.unit):
        return []
    score = here.unit @ there.unit.T
    n_shared = (here.unit > 0).astype(np.float64) @ (there.unit > 0).T.astype(np.float64)
    nearest = (score == score.max(axis=1, keepdims=True)) & (score == score.max(axis=0, keepdims=True))
    contained = (score >= SIMILAR) & (_contained(score, here.length, there.length) >= CONTAINED)
    close = ((nearest & (score >= NEAREST)) | contained) & (n_shared >= FEWEST_LEMMAS)
    return _few_each(score, np.argwhere(close))


def _contained(score: Numbers, here: Numbers, there: Numbers) -> Numbers:
    """Give which part of the lighter sentence's (squared) weight the heavier one holds."""
    lengths = np.where(here > 0, here, 1)[:, np.newaxis], np.where(there > 0, there, 1)[np.newaxis, :]
    return np.asarray(score * np.maximum(*lengths) / np.minimum(*lengths))


def _few_each(score: Numbers, candidates: Integers) -> list[_Pair]:
    """Take the best candidates until a sentence has its partners."""
    partners_here, partners_there = (np.zeros(n, dtype=np.int64) for n in score.shape)
    kept = []
    for i, j in candidates[np.argsort(-score[tuple(candidates.T)], kind="stable")].tolist():
        if partners_here[i] < PARTNERS and partners_there[j] < PARTNERS:
            partners_here[i] += 1
            partners_there[j] += 1
            kept.append(_Pair(i, j, float(score[i, j])))
    return sorted(kept)


def _pair_table(
    units: Sequence[_Unit],
    found: Sequence[_Pair],
    weighed: Weighed,
    labels: npt.NDArray[np.object_],
    status: Sequence[str],
) -> pd.DataFrame:
    columns = ("doc_id", "outlet", "sentence_id", "start", "end", "order")
    here, there = [units[pair.here] for pair in found], [units[pair.there] for pair in found]
    return published(
        {
            "pair": np.arange(len(found)),
            **{name: [getattr(unit, name) for unit in here] for name in columns},
            **{f"other_{name}": [getattr(unit, name) for unit in there] for name in columns},
            "score": [pair.score for pair in found],
            "shared_lemmas": [
                " · ".join(_shared_lemmas(weighed.unit[pair.here] * weighed.unit[pair.there], labels))
                for pair in found
            ],
            "status": list(status),
        }
    )


def _shared_lemmas(weights: Numbers, labels: npt.NDArray[np.object_]) -> list[str]:
    shared = np.flatnonzero(weights > 0)
    return [str(labels[word]) for word in shared[np.argsort(-weights[shared], kind="stable")]]


def _sentence_table(
    units: Sequence[_Unit], found: Sequence[_Pair], status: Sequence[str], sides: Sequence[str]
) -> pd.DataFrame:
    partners: list[list[int]] = [[] for _ in units]
    statuses: list[set[str]] = [set() for _ in units]
    for pair, of_pair in zip(found, status, strict=True):
        for place, partner in ((pair.here, pair.there), (pair.there, pair.here)):
            partners[place].append(partner)
            statuses[place].add(of_pair)
    columns = ("doc_id", "outlet", "sentence_id", "start", "end", "role", "order")
    return published(
        {
            **{name: [getattr(unit, name) for unit in units] for name in columns},
            "status": [_status(of_sentence) for of_sentence in statuses],
            "partners": [len(of_sentence) for of_sentence in partners],
            "not_found_in": [
                _not_found_in(unit.side, {units[partner].side for partner in of_sentence}, sides)
                for unit, of_sentence in zip(units, partners, strict=True)
            ],
        }
    )


def _status(of_pairs: set[str]) -> str:
    """Call a sentence differing if it differs from any of its partners."""
    return ONE_ONLY if not of_pairs else DIFFERING if DIFFERING in of_pairs else SHARED


def _not_found_in(own: str, found_in: set[str], sides: Sequence[str]) -> str | None:
    missing = [other for other in sides if other != own and other not in found_in]
    return f"not found in {listed(missing)}" if missing else None


def _dossier_sentence(sentences: pd.DataFrame, pairs: pd.DataFrame, sides: Sequence[str]) -> str:
    if len(sides) < 2:
        return "Nothing to align: sentences are compared between outlets, and these articles are of one."
    n_of = sentences["status"].value_counts().to_dict()
    told = listed([f"{n_of.get(status, 0)} {status}" for status in (SHARED, DIFFERING, ONE_ONLY)])
    return (
        f"{counted(len(sentences), 'sentence')} of {counted(len(sides), 'outlet')} aligned by the cosine of "
        f"their lemmas (TF-IDF) in {counted(len(pairs), 'pair')}: {told}. Found and not found are what the "
        "comparison of words sees."
    )


# --- what differs -------------------------------------------------------------------------------


class _Facts:
    """What each sentence names, frames, counts, dates, and whose words it gives."""

    def __init__(
        self, corpus: Corpus, mentions: pd.DataFrame, attributions: pd.DataFrame, names: pd.DataFrame | None
    ) -> None:
        self._frames = _by_sentence(_with_polarity(mentions), "frame", "form")
        self.speakers = known_speakers(attributions)
        told = attributions.assign(speaker_id=self.speakers)
        self._said_by = _by_sentence(told[told["speaker"].notna()], "speaker_id", "speaker")
        self._names = _by_place(names)
        self._words = _words_by_sentence(corpus)
        self._known: dict[tuple[str, int], dict[str, Mapping[str, str]]] = {}

    def of(self, unit: _Unit) -> dict[str, Mapping[str, str]]:
        """Give for each kind of fact the values that compare, with the words that carry them."""
        key = unit.doc_id, unit.sentence_id
        if key not in self._known:
            self._known[key] = self._look_up(key)
        return self._known[key]

    def _look_up(self, key: tuple[str, int]) -> dict[str, Mapping[str, str]]:
        counts = quantities(self._words.get(key, []))
        return {
            "frame": self._frames.get(key, {}),
            "number": counts.numbers,
            "date": counts.dates,
            "speaker": self._said_by.get(key, {}),
        }

    def names(self, unit: _Unit) -> dict[str, dict[str, str]]:
        """Give for each entity that the sentence names its wordings, each with the form first met."""
        found: dict[str, dict[str, str]] = {}
        for start, end, entity, wording, form in self._names.get(unit.doc_id, ()):
            if unit.start <= start and end <= unit.end:
                found.setdefault(entity, {}).setdefault(wording, form)
        return found


def _by_sentence(table: pd.DataFrame, value: str, words: str) -> dict[tuple[str, int], dict[str, str]]:
    found: dict[tuple[str, int], dict[str, str]] = {}
    columns = (table[name].to_numpy(object) for name in ("doc_id", "sentence_id", value, words))
    for doc_id, sentence_id, key, form in zip(*columns, strict=True):
        found.setdefault((doc_id, sentence_id), {}).setdefault(key, form)
    return found


def _by_place(names: pd.DataFrame | None) -> dict[str, list[tuple[int, int, str, str, str]]]:
    found: dict[str, list[tuple[int, int, str, str, str]]] = {}
    if names is not None:
        asked = ("doc_id", "start", "end", "entity", "wording", "form")
        columns = (names[name].to_numpy(object) for name in asked)
        for doc_id, *named in zip(*columns, strict=True):
            found.setdefault(doc_id, []).append(tuple(named))
    return found


def _words_by_sentence(corpus: Corpus) -> dict[tuple[str, int], list[str]]:
    kind = corpus.types["kind"].to_numpy(object)
    form = corpus.types["form"].to_numpy(object)
    found: dict[tuple[str, int], list[str]] = {}
    columns = (corpus.tokens[name].to_numpy(object) for name in ("doc_id", "sentence_id", "type_id"))
    for doc_id, sentence_id, type_id in zip(*columns, strict=True):
        if kind[type_id] in ("word", "number"):
            found.setdefault((doc_id, sentence_id), []).append(form[type_id])
    return found


def known_speakers(attributions: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Tell speakers apart over several articles.

    Parameters
    ----------
    attributions : DataFrame
        The table of the design.

    Returns
    -------
    array of str, shape (n_attributions,)
        The normalised speaker; a short name that ends a longer one of the dossier, and no other, carries
        the longer (نصر: وسيم نصر). "" where nobody is named.
    """
    spoken = [
        normalise(" ".join(str(speaker).split())) if isinstance(speaker, str) else ""
        for speaker in attributions["speaker"].astype(object)
    ]
    named = {
        speaker
        for speaker, kind in zip(spoken, attributions["source_type"], strict=True)
        if speaker and kind in KNOWN_SPEAKERS
    }
    longer = {short: [full for full in named if full.endswith(f" {short}")] for short in named}
    full_name = {short: full[0] if len(full) == 1 else short for short, full in longer.items()}
    return np.array([full_name.get(speaker, speaker) for speaker in spoken], dtype=object)


def _differences(facts: _Facts, here: _Unit, there: _Unit) -> list[Row]:
    """List what differs between two sentences."""
    names_here, names_there = facts.names(here), facts.names(there)
    compared = [
        ("naming", names_here[entity], names_there[entity]) for entity in names_here if entity in names_there
    ]
    of_here, of_there = facts.of(here), facts.of(there)
    compared += [(what, dict(of_here[what]), dict(of_there[what])) for what in of_here]
    return [difference for what, a, b in compared if (difference := _difference(what, a, b))]


def _difference(what: str, here: Mapping[str, str], there: Mapping[str, str]) -> Row | None:
    only_here, only_there = here.keys() - there.keys(), there.keys() - here.keys()
    if not only_here and not only_there:
        return None
    return {
        "what": what,
        "here": "، ".join(form for value, form in here.items() if value in only_here) or None,
        "there": "، ".join(form for value, form in there.items() if value in only_there) or None,
        "how": DIFFERS if only_here and only_there else IN_ONE,
    }


def _weighs(difference: Row) -> bool:
    """Tell whether two sentences with this difference no longer say the same.

    A name, number or date that only one gives is a detail more; a frame or a speaker that only one has
    is another way of telling it.
    """
    return difference["how"] == DIFFERS or difference["what"] in ("frame", "speaker")


def _difference_table(differences: Sequence[Sequence[Row]]) -> pd.DataFrame:
    rows = [{"pair": pair, **told} for pair, of_pair in enumerate(differences) for told in of_pair]
    return published({name: [row[name] for row in rows] for name in ("pair", "what", "here", "there", "how")})


# --- sources in common --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Claim(_Place):
    """What an act of reported speech lets a speaker say."""

    row: int
    speaker_id: str
    speaker: str


def _sources(
    corpus: Corpus, claims: Sequence[_Claim], words: Words, content: Flags, vectors: Weighed
) -> pd.DataFrame:
    """List what a speaker whom several outlets quote is made to say in each."""
    weighed = _weigh_claims(corpus, claims, words, content, vectors)
    texts = by_doc_id(corpus.articles, "text")
    rows = [
        _source_row(claim, nearest, score, texts)
        for claim in claims
        for nearest, score in _nearest_elsewhere(claim, claims, weighed)
    ]
    names = [
        "speaker", "doc_id", "outlet", "sentence_id", "start", "end", "claim",
        "other_doc_id", "other_outlet", "other_sentence_id", "other_claim", "score", "found",
    ]  # fmt: skip
    return published({name: [row[name] for row in rows] for name in names})


def _claims(corpus: Corpus, attributions: pd.DataFrame, speakers: npt.NDArray[np.object_]) -> list[_Claim]:
    """Take the claims of speakers who can be recognised; a pull quote repeats one, and is left out."""
    roles = dict(zip(_keys(corpus.sentences), sentence_roles(corpus), strict=True))
    outlets = by_doc_id(corpus.articles, "outlet")
    claims: list[_Claim] = []
    for row, speaker_id in zip(attributions.itertuples(index=False), speakers, strict=True):
        told = speaker_id and row.source_type in KNOWN_SPEAKERS and not pd.isna(row.content_start)
        if told and roles[row.doc_id, row.sentence_id] != PULL_QUOTE:
            where = _where(row, outlets, int(row.content_start), int(row.content_end))
            claims.append(_Claim(*where, len(claims), speaker_id, row.speaker))
    return claims


def _keys(table: pd.DataFrame) -> Iterator[tuple[str, int]]:
    return zip(table["doc_id"].to_numpy(object), table["sentence_id"].to_numpy(object), strict=True)


def _weigh_claims(
    corpus: Corpus, claims: Sequence[_Claim], words: Words, content: Flags, sentences: Weighed
) -> Weighed:
    """Weigh the words of the claims alone as the words of sentences are weighed."""
    starts = corpus.tokens["start"].to_numpy(np.int64)[words.token]
    article_of = dict(zip(corpus.articles["doc_id"], range(len(corpus.articles)), strict=True))
    weight = (sentences.unit * sentences.length[:, np.newaxis]).max(axis=0, initial=0)
    vectors = np.zeros((len(claims), len(words.labels)))
    for claim in claims:
        inside = (words.article == article_of[claim.doc_id]) & (starts >= claim.start) & (starts < claim.end)
        held = words.word[inside & content]
        vectors[claim.row, held] = weight[held]
    return _to_unit_length(vectors)


def _nearest_elsewhere(
    claim: _Claim, claims: Sequence[_Claim], weighed: Weighed
) -> Iterator[tuple[_Claim, float]]:
    """Yield, for each article of another outlet that quotes the speaker, the claim nearest to this one."""
    others: dict[str, list[_Claim]] = {}
    for other in claims:
        if other.speaker_id == claim.speaker_id and other.side != claim.side:
            others.setdefault(other.doc_id, []).append(other)
    for of_article in others.values():
        scores = weighed.unit[[other.row for other in of_article]] @ weighed.unit[claim.row]
        best = int(np.argmax(scores))
        yield of_article[best], float(scores[best])


def _source_row(claim: _Claim, nearest: _Claim, score: float, texts: Mapping[str, str]) -> Row:
    same = score >= NEAREST
    return {
        "speaker": claim.speaker,
        "doc_id": claim.doc_id,
        "outlet": claim.outlet,
        "sentence_id": claim.sentence_id,
        "start": claim.start,
        "end": claim.end,
        "claim": texts[claim.doc_id][claim.start : claim.end].strip(),
        "other_doc_id": nearest.doc_id,
        "other_outlet": nearest.outlet,
        "other_sentence_id": nearest.sentence_id if same else None,
        "other_claim": texts[nearest.doc_id][nearest.start : nearest.end].strip() if same else None,
        "score": score,
        "found": f"also in {nearest.side}" if same else f"not found in {nearest.side}",
    }
