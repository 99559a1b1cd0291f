"""Attributions of an article -> the same, with every short name and silent verb traced to its speaker."""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from analysis.framing.acts import Attribution
from analysis.framing.lists import reporting
from analysis.framing.speakers import speaker_at
from analysis.framing.word_types import WordType
from analysis.framing.words import Article, Span, Words
from analysis.language.orthography import TATWEEL, normalise

#: Words in a row that a pull quote must share with a content.
REPEATED_WORDS = 4
_TITLE_AND_SURNAME = 2
#: So many speakers back the holder of an office is looked for.
LAST_NAMES = 64
#: The parts of a person's name that may stand before the office.
LONGEST_NAME = 4


class Memory:
    """Who has spoken so far in an article, and by what names."""

    def __init__(self, article: Article, text: str) -> None:
        self._article, self._text = article, text
        self._last: dict[bool | None, Attribution] = {}
        self._full: dict[str, Attribution] = {}
        self._names: dict[str, Span | None] = {}
        self._first_places: dict[str, int | None] = {}
        #: The words of the last full names told so far, with their titles.
        self._holders: deque[tuple[frozenset[str], Attribution]] = deque(maxlen=LAST_NAMES)
        self._offices: dict[tuple[str, ...], Span | None] = {}

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
        of_office = one.source_type == "institution" or _is_somebody(one)
        if of_office:
            full = full or self._surnamed(words) or self._holder_of(one)
        surname = one.source_type == "anonymous" and len(words) == 1
        if full and full.source_type == "named" and (surname or of_office):
            kind = "institution" if _is_told_in_full(one) else "named"
            one = one._replace(source_type=kind, speaker_type="named")
        if full and full.speaker != one.speaker and short:
            return of_speaker(one, full)
        if full:
            return one._replace(first_named=full.first_named)
        if (surname and _key(words) not in _nobodies()) or (one.source_type == "named" and len(words) == 1):
            named = self._named_in_text(_key(words), one.cue.start)
            if named:
                return self._called(one, named)._replace(resolved=True)
        return one

    def _called(self, one: Attribution, name: Span) -> Attribution:
        """Give an attribution the person whose name stands somewhere in the text."""
        speaker = " ".join(self._text[name.start : name.end].split())
        return one._replace(speaker=speaker, source_type="named", speaker_type="named", first_named=name)

    def _surnamed(self, words: Sequence[str]) -> Attribution | None:
        """Find the person whose surname stands behind a title: الرئيس الغانم."""
        full = self._full.get(_key(words[-1:]))
        return full if full and full.source_type == "named" and len(words) == _TITLE_AND_SURNAME else None

    def _holder_of(self, one: Attribution) -> Attribution | None:
        """Find the person whose office is told in fewer words: الوزير السوري, of وزير الخارجية السوري X."""
        words = (one.speaker or "").split()
        if not _is_office(words):
            return None
        asked = frozenset(map(_bare, words))
        holder = next((named for of, named in reversed(self._holders) if asked <= of), None)
        return holder or self._beside(one, words)

    def _beside(self, one: Attribution, words: Sequence[str]) -> Attribution | None:
        """Find the name that stands beside an office earlier in the text: ليلى الحلبي نائبة الرئيس."""
        if self._text.find(words[0].removeprefix("ال"), 0, one.cue.start) < 0:
            return None  # most offices are told for the first time
        office = tuple(map(_bare, words))
        if office not in self._offices:
            self._offices[office] = next(_names_beside(self._article, office), None)
        name = self._offices[office]
        return self._called(one, name) if name and name.start < one.cue.start else None

    def _remember(self, one: Attribution) -> None:
        for gender in (True, False, None):
            if agree(one.feminine, gender):
                self._last[gender] = one
        words = (one.speaker or "").split()
        if one.source_type == "named" and len(words) > 1:
            self._holders.append((frozenset(map(_bare, words)), one))
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

    One word may be short for a name, and so may two of which the second may be one (الرئيس الغانم), and
    an office.
    """
    words = (one.speaker or "").split()
    of_office = one.source_type == "institution" and (len(words) == _TITLE_AND_SURNAME or _is_office(words))
    titled = of_office or _is_somebody(one)
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


def _is_office(words: Sequence[str]) -> bool:
    """Tell whether a speaker is called by an office."""
    title = _bare(words[0]) if words else ""
    return title in reporting().titles or title.removesuffix("ه") in reporting().titles


def _is_somebody(one: Attribution) -> bool:
    """Tell one who is called by what he is and may have been named before: القيادي السوري."""
    words = (one.speaker or "").split()
    definite = one.source_type == "anonymous" and len(words) > 1 and words[0].startswith("ال")
    return definite and _is_office(words)


def _is_told_in_full(one: Attribution) -> bool:
    """Tell an office with the body that it belongs to, which speaks for itself: وزير الإسكان."""
    words = (one.speaker or "").split()
    return len(words) > 1 and not words[0].startswith("ال") and _is_office(words)


def _names_beside(article: Article, office: Sequence[str]) -> Iterator[Span]:
    """Yield the names that stand beside an office, in the order of the text."""
    for number, first in article.places_of(office[0]):
        span = _name_beside(article[number].words, first, frozenset(office))
        if span is not None:
            yield span


def _name_beside(words: Words, first: int, office: frozenset[str]) -> Span | None:
    """Give the name that an office at a word goes on with, or the one right before it."""
    holder = speaker_at(words, first)
    if holder is None or not office <= {_bare(word.plain) for word in words[first : holder.end]}:
        return None
    if holder.kind == "named":
        return words.span(first, holder.end)
    begin = first
    while begin and first - begin < LONGEST_NAME and _may_be_of_name(words[begin - 1]):
        begin -= 1
    named = first - begin > 1 and words[begin].name_like and not words[begin].place
    return words.span(begin, first) if named else None


def _may_be_of_name(word: WordType) -> bool:
    """Tell a name, or a common noun that may be one between names: خالد محفوظ بحاح."""
    listed = word.title or word.institution or word.anonymous or word.never_inside or word.time
    bare = word.nominal and not (word.may_be_verb or word.possessed)
    return word.is_word and (word.name_like or bare) and not (word.joined or word.leaning or listed)


@cache
def _nobodies() -> frozenset[str]:
    """Give the listed nouns that are nobody's surname."""
    lists = reporting()
    return lists.anonymous | lists.evidence | lists.institutions | lists.titles | lists.many


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
