"""Attributions of an article -> the same, with every short name and silent verb traced to its speaker."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.framing.acts import Attribution
from analysis.framing.word_types import WordType
from analysis.framing.words import Article, Span, Words
from analysis.language.orthography import TATWEEL, normalise

#: Words in a row that a pull quote must share with a content.
REPEATED_WORDS = 4
_TITLE_AND_SURNAME = 2


class Memory:
    """Who has spoken so far in an article, and by what names."""

    def __init__(self, article: Article, text: str) -> None:
        self._article, self._text = article, text
        self._last: dict[bool | None, Attribution] = {}
        self._full: dict[str, Attribution] = {}
        self._names: dict[str, Span | None] = {}
        self._first_places: dict[str, int | None] = {}

    def resolve(self, found: Sequence[Attribution]) -> list[Attribution]:
        """Give short names and pro-drop verbs the speaker whom the article named before."""
        resolved = []
        for attribution in found:
            one = self._resolved(attribution)
            if one.speaker and one.source_type != "implicit":
                self._remember(one)
            resolved.append(one)
        return resolved

    def _resolved(self, one: Attribution) -> Attribution:
        if one.source is None:
            passive, one = one.resolved, one._replace(resolved=False)
            last = None if passive else self._last.get(one.feminine)
            return of_speaker(one, last) if last else one
        short = not is_named_in_full(one)
        one = one._replace(resolved=False) if one.resolved else one
        words = (one.speaker or "").split()
        full = self._full.get(_key(words))
        if not full and len(words) > 1 and one.source_type == "institution":
            full = self._surnamed(words)
            one = one._replace(source_type="named", speaker_type="named") if full else one
        if full and full.speaker != one.speaker and short:
            return of_speaker(one, full)
        if full:
            return one._replace(first_named=full.first_named)
        if one.source_type == "named" and len(words) == 1:
            named = self._named_in_text(_key(words), one.cue.start)
            if named:
                name = " ".join(self._text[named.start : named.end].split())
                return one._replace(speaker=name, resolved=True, first_named=named)
        return one

    def _surnamed(self, words: Sequence[str]) -> Attribution | None:
        """Find the person whose surname stands behind a title: الرئيس الغانم."""
        full = self._full.get(_key(words[-1:]))
        return full if full and full.source_type == "named" and len(words) == _TITLE_AND_SURNAME else None

    def _remember(self, one: Attribution) -> None:
        for gender in (True, False, None):
            if agree(one.feminine, gender):
                self._last[gender] = one
        words = (one.speaker or "").split()
        for key in {_key(words), _key(words[-1:]), *_title_keys(words, one.source_type)}:
            self._full.setdefault(key, one)

    def is_new(self, one: Attribution) -> bool:
        """Tell whether a speaker's name, or its last word, stands nowhere in the text before its cue.

        A stroke inside a word may hide a name from the table of tokens.
        """
        words = (one.speaker or "").split()
        if not words or TATWEEL in self._text:
            return False
        if words[-1] not in self._first_places:
            self._first_places[words[-1]] = self._article.first_place_of(normalise(words[-1]))
        place = self._first_places[words[-1]]
        return place is not None and place >= one.cue.end

    def _named_in_text(self, name: str, before: int) -> Span | None:
        """Find the full name that an article gives a person before anybody reports their words."""
        if name not in self._names:
            self._names[name] = next(_full_names(self._article, name), None)
        span = self._names[name]
        return span if span and span.start < before else None


def is_named_in_full(one: Attribution) -> bool:
    """Tell whether no earlier sentence can change who speaks: a name in full, a body, somebody unnamed.

    One word may be short for a name, and so may two that begin with a title: الرئيس الغانم.
    """
    words = (one.speaker or "").split()
    titled = len(words) == _TITLE_AND_SURNAME and one.source_type == "institution"
    return one.source is not None and len(words) > 1 and not titled


def agree(feminine: bool | None, other: bool | None) -> bool:
    """Tell whether two genders may be of one person; None is a gender that is not told."""
    return feminine is None or other is None or feminine == other


def of_speaker(one: Attribution, known: Attribution) -> Attribution:
    """Give an attribution the speaker of another one that names the same person better."""
    return one._replace(
        speaker=known.speaker,
        speaker_type=known.speaker_type,
        resolved=True,
        first_named=known.first_named,
    )


def _key(words: Sequence[str]) -> str:
    return " ".join(map(_bare, words))


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    return normalise(word).removeprefix("ال")


def _title_keys(words: Sequence[str], kind: str) -> Iterator[str]:
    """Yield by what noun alone a speaker may be called again: وزير الإسكان ماجد الحقيل -> الوزير."""
    if len(words) > 1 and kind in ("named", "institution"):
        yield _key(words[:1])


def _full_names(article: Article, surname: str) -> Iterator[Span]:
    """Yield the full names that end in a surname, in the order of the text."""
    for number, place in article.places_of(surname):
        if not place:
            continue
        words, last = article.with_word_before(number, place)
        if not _is_full_name(words[last - 1], words[last]):
            continue
        if words[last - 1].plain == "الله":
            words, last = article[number].words, place
        yield words.span(_first_of_name(words, last - 1), last + 1)


def _first_of_name(words: Words, i: int) -> int:
    """Give the first word of a name that a word belongs to by what leans on it: سالم عبد الله."""
    while i and (words[i - 1].name_link or (words[i].name_link and words[i - 1].name_like)):
        i -= 1
    return i


def _is_full_name(first: WordType, last: WordType) -> bool:
    if not first.name_like or first.place or first.only_verb:
        return False
    surname = last.is_word and (last.name_like or last.definite) and not last.place
    return surname and not (last.joined or last.title or last.institution)


def pull_quotes(article: Article, found: Sequence[Attribution], text: str) -> Iterator[Attribution]:
    """Give each pull quote the speaker whose reported words it repeats."""
    pulled = [article[i] for i in range(len(article)) if article.role(i) == "pull quote"]
    if not pulled:
        return
    said: dict[tuple[str, ...], Attribution] = {}
    for attribution in found:
        if attribution.content:
            for run in _runs(text[slice(*attribution.content)]):
                said.setdefault(run, attribution)
    for sentence in pulled:
        runs = _runs(text[sentence.start : sentence.end])
        repeated = next((said[run] for run in runs if run in said), None)
        if repeated:
            yield repeated._replace(
                sentence_id=sentence.sentence_id,
                cue=Span(sentence.start, sentence.start),
                source=None,
                source_type="implicit",
                content=Span(sentence.start, sentence.end),
                direct=False,
                resolved=True,
            )


def _runs(text: str) -> list[tuple[str, ...]]:
    """Give the runs of words of a text, for comparison."""
    words = [normalise(word.strip('"“”«»،.؛:')) for word in text.split()]
    return [tuple(words[i : i + REPEATED_WORDS]) for i in range(len(words) - REPEATED_WORDS + 1)]
