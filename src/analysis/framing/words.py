"""Sentences and their words, with what the rules of voice ask of a word found out once for each type.

Nothing is built before it is asked for: an article is a stretch of the table of tokens, a sentence gives
its words on first use, and a type is described when a sentence that holds it is first read.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.framing.lists import Reporting, ReportingVerb, reporting, skeleton
from analysis.language.clitics import strip_clitics
from analysis.language.orthography import normalise

OPENING_QUOTES = frozenset('“«"„')
CLOSING_QUOTES = frozenset('”»"')
COMMAS = frozenset("،,؛;")
#: Signs that end a clause for good.
STOPS = frozenset(".!?؟…۔")
_SHORTEST_WORD = 3

Numbers = npt.NDArray[np.int64]


class Span(NamedTuple):
    """A stretch of the raw text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Tell whether another stretch lies inside this one."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class WordType:
    """What is known of a form: spelling, readings, and its part in reported speech.

    ``plain`` is the spelling without a conjunction before it; ``stems`` are the bare citation forms that
    lists of nouns are compared with.
    """

    form: str
    kind: str
    spelt: str
    plain: str
    stems: frozenset[str]
    is_word: bool
    known: bool
    joined: bool
    definite: bool
    may_be_verb: bool
    only_verb: bool
    perfect: bool
    imperfect: bool
    passive: bool
    only_passive: bool
    proper: bool
    adjective: bool
    nominal: bool
    preposition: bool
    complementiser: bool
    never_inside: bool
    time: bool
    adverb: bool
    leaning: bool
    leans_by: str
    possessed: bool
    plural: bool
    feminine: bool
    anonymous: bool
    evidence: bool
    title: bool
    personal_title: bool
    institution: bool
    place: bool
    occasion: bool
    addressee: bool
    name_link: bool
    verb: ReportingVerb | None
    participle: ReportingVerb | None
    noun: ReportingVerb | None
    masdar: ReportingVerb | None

    @property
    def name_like(self) -> bool:
        """Whether the form may be part of a person's name: a proper noun, or unknown to the lexicon."""
        return (
            self.is_word
            and (self.proper or not self.known)
            and not (self.form.endswith("ة") and (not self.known or self.adjective))
            and not (self.definite or self.title or self.anonymous or self.institution or self.time)
            and not (self.never_inside or self.participle)
        )

    @property
    def speaker_like(self) -> bool:
        """Whether the form may head the noun phrase of a speaker."""
        return (
            self.anonymous
            or self.evidence
            or self.title
            or self.institution
            or self.place
            or self.name_link
            or (self.is_word and (self.proper or not self.known))
        )


class Word(NamedTuple):
    """A token of a sentence."""

    start: int
    end: int
    type: WordType

    @property
    def form(self) -> str:
        """The word as it is written."""
        return self.type.form


class WordTypes:
    """The types of a corpus, each described when it is first asked for."""

    def __init__(self, types: pd.DataFrame) -> None:
        self._forms: list[str] = types["form"].tolist()
        self._kinds: list[str] = types["kind"].tolist()
        self._lemmas = [tuple(lemmas) for lemmas in types["lemmas"].to_numpy(object)]
        self._pos = [tuple(pos) for pos in types["pos"].to_numpy(object)]
        self._described: dict[int, WordType] = {}
        self._dotted = _dotted_names(self._forms)

    def __getitem__(self, type_id: int) -> WordType:
        """Give the description of a type."""
        described = self._described.get(type_id)
        if described is None:
            described = describe(
                self._forms[type_id], self._kinds[type_id], self._lemmas[type_id], self._pos[type_id]
            )
            self._described[type_id] = described
        return described

    def read(self, type_ids: Numbers, of_article: Numbers) -> list[WordType]:
        """Describe the words of a sentence; names that a preposition is spelt like are told by their place."""
        described = [self[type_id] for type_id in type_ids.tolist()]
        for i, type_id in enumerate(type_ids.tolist()):
            if type_id in self._dotted:
                elsewhere = bool(np.isin(of_article, self._dotted[type_id]).any())
                if _is_dotted_name(described, i, elsewhere):
                    described[i] = replace(described[i], preposition=False, never_inside=False, proper=True)
        return described


def _dotted_names(forms: Sequence[str]) -> dict[int, list[int]]:
    """Give the types of names such as علي, each with the types of the preposition of its spelling: على."""
    places: dict[str, int] = {form: type_id for type_id, form in enumerate(forms)}
    return {
        places[joined + name]: [places[form] for form in (like, "و" + like) if form in places]
        for name, like in reporting().dotted_names.items()
        for joined in ("", "و", "ف")
        if joined + name in places
    }


def _is_dotted_name(words: Sequence[WordType], i: int, preposition_elsewhere: bool) -> bool:
    """Tell the name علي from the preposition written without care for its dots.

    Nothing but a noun phrase follows a preposition; and who writes على elsewhere in the article means the
    name by علي.
    """
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None or after.complementiser:
        return True
    if not after.is_word:
        return after.form not in OPENING_QUOTES and after.form != "("
    if after.name_like or (after.definite and (not after.known or after.proper)):
        return preposition_elsewhere or not (after.place or after.institution)
    titled = i > 0 and (words[i - 1].name_like or words[i - 1].title or words[i - 1].name_link)
    return preposition_elsewhere and (titled or (after.definite and after.adjective))


def describe(form: str, kind: str, lemmas: Sequence[str], pos: Sequence[str]) -> WordType:
    """Find out what the rules of voice ask of a form.

    Parameters
    ----------
    form, kind : str
        The form and its kind, as the table of types has them.
    lemmas, pos : sequence of str
        Its readings, of equal length; none where no lexicon knows the form.

    Returns
    -------
    WordType
        Its description after the lists of ``reporting.yml``.
    """
    lists, spelt = reporting(), normalise(form)
    readings = [(_skeleton(lemma), part) for lemma, part in zip(lemmas, pos, strict=True)]
    lemma_stems = frozenset(map(_stem, lemmas))
    joined = _joined(spelt, lemma_stems)
    plain = spelt[1:] if joined else spelt
    stems = _stems(plain, lemma_stems)
    verbs = [(lemma, part) for lemma, part in readings if part.startswith("verb")]
    is_word = kind == "word"
    known = bool(readings)
    leans_by = _leaning(plain, lemma_stems) if is_word else ""
    if leans_by:
        stems |= {_strip_article(plain[1:]), _strip_article("ا" + plain[1:])}
    behind = stems | _without_preposition(plain)
    outside = plain in lists.never_inside or plain in lists.prepositions or plain in lists.complementisers
    return WordType(
        form=form,
        kind=kind,
        spelt=spelt,
        plain=plain,
        stems=stems,
        is_word=is_word,
        known=known,
        joined=joined,
        definite=plain.startswith(("ال", "لل", "بال", "كال")) and len(plain) > 4,
        may_be_verb=bool(verbs),
        only_verb=bool(verbs) and len(verbs) == len(readings),
        perfect=any(part.startswith("verb_perfect") for _, part in verbs),
        imperfect=any(part.startswith("verb_imperfect") for _, part in verbs),
        only_passive=bool(verbs) and all(part.endswith("passive") for _, part in verbs),
        passive=any(part.endswith("passive") for _, part in verbs),
        proper="noun_prop" in pos or plain in lists.given_names,
        adjective="adj" in pos,
        nominal=any(part.startswith(("noun", "adj")) for part in pos),
        preposition=plain in lists.prepositions,
        complementiser=is_word and plain in lists.complementisers,
        never_inside=outside,
        time=_strip_article(plain) in lists.times or plain in lists.times,
        adverb=is_word and form.endswith(("ًا", "اً")),
        leaning=bool(leans_by),
        leans_by=leans_by,
        possessed=_possessed(form, plain, lemma_stems),
        plural=plain.endswith(("ون", "ين")) and known,
        feminine=plain.endswith(("ه", "ات")) or "ة" in form[-1:],
        anonymous=is_word and bool(stems & lists.anonymous),
        evidence=is_word and bool(stems & lists.evidence),
        title=is_word and bool(stems & lists.titles),
        personal_title=is_word and bool(stems & lists.personal_titles),
        institution=is_word and bool(stems & lists.institutions),
        place=is_word and (plain in lists.places or plain in lists.media),
        occasion=is_word and bool(behind & lists.occasions),
        addressee=is_word and bool(behind & lists.addressees),
        name_link=plain in lists.name_links,
        verb=_verb(plain, form, verbs, len(readings), lists) if is_word else None,
        participle=_participle(plain, form, lists) if is_word else None,
        noun=_noun(plain, lists) if is_word else None,
        masdar=_masdar(plain, lists) if is_word else None,
    )


#: Lemmas recur in many types: each is normalised once.
_skeleton, _stem = cache(skeleton), cache(normalise)


def _joined(spelt: str, lemma_stems: frozenset[str]) -> bool:
    """Tell whether the form begins with a conjunction that is no letter of its own: وقال، فقال."""
    if len(spelt) <= _SHORTEST_WORD - 1 or not spelt.startswith(("و", "ف")):
        return False
    if spelt[1:] in _particles():
        return True
    if not lemma_stems:
        return spelt.startswith("وال")
    own = sum(spelt.startswith(stem[:3]) for stem in lemma_stems)
    return own * 2 < len(lemma_stems) or _unhamzated_verb(spelt) is not None


def _unhamzated_verb(spelt: str) -> ReportingVerb | None:
    """Give the verb of واكد، واعلنت, which the lexicon knows only with its hamza, or as a name."""
    if not spelt.startswith(("وا", "فا")):
        return None
    by_spelling = reporting().verbs_by_spelling
    return by_spelling.get(spelt[1:]) or by_spelling.get(spelt[1:].removesuffix("ت"))


@cache
def _particles() -> frozenset[str]:
    lists = reporting()
    return lists.never_inside | lists.prepositions | lists.complementisers | lists.according


def _strip_article(plain: str) -> str:
    return plain[2:] if plain.startswith("ال") and len(plain) > 4 else plain


def _stems(plain: str, lemma_stems: frozenset[str]) -> frozenset[str]:
    """Give the citation forms of a noun: its lemmas, and its spelling without article and endings."""
    bare = _strip_article(plain)
    stems = {bare, plain, *lemma_stems}
    if not lemma_stems:
        stems |= strip_clitics(plain)
    if bare.endswith("ه"):
        stems.add(bare[:-1])
    return frozenset(stems)


def _without_preposition(plain: str) -> set[str]:
    """Give the noun behind an attached preposition: لرويترز، للصحافيين، ببيان."""
    if not plain.startswith(("ل", "ب")):
        return set()
    bare = plain[2:] if plain.startswith(("لل", "با")) else plain[1:]
    stems = {bare, _strip_article(bare), plain[3:] if plain.startswith("بال") else bare}
    stems |= {stem.removesuffix(ending) for stem in stems for ending in ("ين", "ات", "ه", "ها")}
    return stems


def _leaning(plain: str, lemma_stems: frozenset[str]) -> str:
    """Name the preposition that is attached to the form: "ل" of لصناعة; "" if none is."""
    if plain.startswith("لل") and len(plain) > 3:
        return "ل"
    if (
        plain.startswith(("بال", "كال"))
        and len(plain) > 5
        and not any(s.startswith(plain[:3]) for s in lemma_stems)
    ):
        return plain[0]
    own = (plain[:1], "ا" + plain[:1], "م" + plain[:1], "ت")
    if plain[:1] in "لبك" and len(plain) > 3 and lemma_stems:
        return "" if any(stem.startswith(own) for stem in lemma_stems) else plain[0]
    return ""


def _possessed(form: str, plain: str, lemma_stems: frozenset[str]) -> bool:
    """Tell whether the form carries a pronoun: عائلته، مصادرها."""
    if not lemma_stems or plain.startswith("ال") or form.endswith("ة"):
        return False
    if any(plain.endswith(suffix) for suffix in ("هما", "ها", "هم", "هن", "نا")):
        return not any(
            stem.endswith(plain[-2:]) or (plain[-2:] == "نا" and stem.endswith("ن")) for stem in lemma_stems
        )
    return plain.endswith("ه") and (plain.endswith("ته") or not any(s.endswith("ه") for s in lemma_stems))


def _verb(
    plain: str, form: str, verbs: Sequence[tuple[str, str]], readings: int, lists: Reporting
) -> ReportingVerb | None:
    """Give the reporting verb that a form may be; none for the first and second persons."""
    if plain in lists.places:
        return None
    if (plain in lists.look_alikes or plain.removeprefix("بين") in _BETWEEN_WHOM) and (
        "ّ" not in form or plain.startswith(("ي", "ت"))
    ):
        return None
    if plain in lists.passives:
        return lists.passives[plain]
    found = [(lists.verbs[lemma], part) for lemma, part in verbs if lemma in lists.verbs]
    if not found and not readings:
        stems = strip_clitics(form) & lists.verbs_by_spelling.keys()
        return lists.verbs_by_spelling[min(stems)] if stems else None
    if not found and not verbs:
        return _unhamzated_verb(normalise(form))
    first_or_dual = plain.endswith("ا") and len(verbs) < readings and plain not in lists.verbs_by_spelling
    if plain.endswith("ني") or first_or_dual:
        return None
    third = [(verb, part) for verb, part in found if _third_person(plain, part)]
    return third[0][0] if third else None


def _third_person(plain: str, part: str) -> bool:
    if part.startswith("verb_imperfect"):
        return plain.removeprefix("س").startswith(("ي", "ت"))
    return not plain.endswith(("نا", "تم", "ناه", "ناها")) and part != "verb_command"


def _participle(plain: str, form: str, lists: Reporting) -> ReportingVerb | None:
    """Give the verb of an accusative participle: مشيرا، مشيرة، مشيرين."""
    for ending in ("تين", "ين", "يا", "ا", "ه", "ات", ""):
        stem = plain.removesuffix(ending)
        if plain.endswith(ending) and stem in lists.participles and (ending or "ً" in form):
            return lists.participles[stem]
    return None


def _noun(plain: str, lists: Reporting) -> ReportingVerb | None:
    bare = plain.removeprefix("ب")
    for stem, noun in lists.nouns.items():
        if bare in (f"ال{stem}",) or (bare.startswith(stem) and bare[len(stem) :] in _SUFFIXES):
            return noun
    return None


def _masdar(plain: str, lists: Reporting) -> ReportingVerb | None:
    """Give the verb of a masdar with its speaker as a suffix: تأكيده، إشارتها."""
    for suffix in _SUFFIXES - {""}:
        stem = plain.removesuffix(suffix)
        if plain.endswith(suffix):
            found = lists.masdars.get(stem) or lists.masdars.get(stem.removesuffix("ت") + "ه")
            if found:
                return found
    return None


_BETWEEN_WHOM = frozenset({"ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي"})
_SUFFIXES = frozenset({"", "ه", "ها", "هم", "هما", "هن"})


class Sentence:
    """A sentence of an article: its place, the role of its segment, and its words on first use."""

    __slots__ = ("_article", "_first", "_last", "_words", "end", "role", "sentence_id", "start")

    def __init__(self, article: "Article", number: int) -> None:
        frame = article.frame
        row = article.first_sentence + number
        self.sentence_id = int(frame.sentence_ids[row])
        self.start, self.end = int(frame.starts[row]), int(frame.ends[row])
        self.role: str = frame.roles[row]
        self._article = article
        self._first, self._last = int(frame.token_bounds[row]), int(frame.token_bounds[row + 1])
        self._words: tuple[Word, ...] | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """The sentence's tokens."""
        if self._words is None:
            frame, here = self._article.frame, slice(self._first, self._last)
            types = frame.types.read(frame.token_types[here], self._article.token_types)
            self._words = tuple(
                map(Word, frame.token_starts[here].tolist(), frame.token_ends[here].tolist(), types)
            )
        return self._words


class Article(Sequence[Sentence]):
    """The sentences of an article, each built when it is asked for."""

    def __init__(self, frame: "Frame", first_sentence: int, end_sentence: int) -> None:
        self.frame = frame
        self.first_sentence = first_sentence
        self._length = end_sentence - first_sentence
        self._built: dict[int, Sentence] = {}

    def __len__(self) -> int:
        return self._length

    @property
    def token_types(self) -> Numbers:
        """The types of all its tokens."""
        bounds = self.frame.token_bounds
        return self.frame.token_types[
            bounds[self.first_sentence] : bounds[self.first_sentence + self._length]
        ]

    def __getitem__(self, number: Any) -> Any:
        """Give the sentence with this number."""
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(self._length))]
        if not 0 <= number < self._length:
            raise IndexError(number)
        if number not in self._built:
            self._built[number] = Sentence(self, number)
        return self._built[number]

    def number_at(self, place: int) -> int:
        """Give the number of the sentence that holds a place of the text."""
        first, end = self.first_sentence, self.first_sentence + self._length
        return max(bisect_right(self.frame.starts, place, first, end) - 1 - first, 0)


@dataclass(frozen=True)
class Frame:
    """The columns that sentences are read from, as arrays; sentences and tokens in the order of the text.

    ``token_bounds[i]`` is the first token of sentence ``i``, and ``token_bounds[i + 1]`` the end of it.
    """

    types: WordTypes
    sentence_ids: Numbers
    starts: Numbers
    ends: Numbers
    roles: Sequence[str]
    token_bounds: Numbers
    token_starts: Numbers
    token_ends: Numbers
    token_types: Numbers


def sentences_of(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    types: pd.DataFrame,
) -> Iterator[tuple[str, Article]]:
    """Yield every article's sentences.

    Parameters
    ----------
    articles, segments, sentences, tokens, types : DataFrame
        The tables of the design, in the order of the text.

    Yields
    ------
    tuple of str and Article
        The doc_id, and a sequence of :class:`Sentence` that builds nothing before it is read.
    """
    docs = sentences["doc_id"].to_numpy(object)
    frame = Frame(
        WordTypes(types),
        _numbers(sentences, "sentence_id"),
        _numbers(sentences, "start"),
        _numbers(sentences, "end"),
        _roles(sentences, segments),
        _token_bounds(sentences, tokens),
        _numbers(tokens, "start"),
        _numbers(tokens, "end"),
        _numbers(tokens, "type_id"),
    )
    bounds = _runs(docs)
    places = {docs[first]: (first, last) for first, last in pairwise(bounds)}
    for doc_id in articles["doc_id"]:
        yield doc_id, Article(frame, *places.get(doc_id, (0, 0)))


def _numbers(table: pd.DataFrame, column: str) -> Numbers:
    return np.asarray(table[column].to_numpy(np.int64), dtype=np.int64)


def _runs(values: npt.NDArray[Any]) -> list[int]:
    """Give where runs of equal values begin, and the end of the last one."""
    if not len(values):
        return [0]
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    return [0, *changes.tolist(), len(values)]


def _roles(sentences: pd.DataFrame, segments: pd.DataFrame) -> Sequence[str]:
    """Give every sentence the role of its segment."""
    keys = sentences[["doc_id", "segment_id"]].merge(
        segments[["doc_id", "segment_id", "role"]], on=["doc_id", "segment_id"], how="left"
    )
    return list(keys["role"])


def _token_bounds(sentences: pd.DataFrame, tokens: pd.DataFrame) -> Numbers:
    """Find each sentence's first token: both tables stand in the order of the text."""
    keys = pd.concat([sentences[["doc_id"]], tokens[["doc_id"]]])["doc_id"]
    codes = pd.factorize(keys)[0].astype(np.int64)
    widest = int(sentences["sentence_id"].max()) + 1 if len(sentences) else 1
    of_sentences = codes[: len(sentences)] * widest + _numbers(sentences, "sentence_id")
    of_tokens = codes[len(sentences) :] * widest + _numbers(tokens, "sentence_id")
    return np.append(np.searchsorted(of_tokens, of_sentences), len(tokens)).astype(np.int64)
