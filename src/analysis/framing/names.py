"""What may be part of a person's name, in words, marks and the markup that a page left between them."""

import re
from functools import cache

from analysis.framing.lists import Names, reporting
from analysis.framing.signs import CLOSING_QUOTES, OPENING_QUOTES
from analysis.framing.word_forms import strip_article
from analysis.framing.word_types import WordType
from analysis.framing.words import Words

#: How far a name may stand behind the beginning of its titles.
LONGEST_TITLE = 16
LONGEST_QUOTED_NAME = 6
#: Signs that a page's markup leaves between words.
_STRAY = frozenset("*_#~^|¦•·+=\\`ـ")
_LONGEST_TAG = 8
#: What stands between a name and the father's.
_KINSHIP = frozenset({"بن", "بنت"})
#: Between the parts of foreign names.
_FOREIGN_LINKS = frozenset({"دي", "فان", "فون", "دو"})
#: The first letters of a verb of the third person.
_THIRD_PERSON = ("ي", "ت", "سي", "ست")
_MARKUP = re.compile(rf"<[^<>]*>?|&#?\w+;|[{re.escape(''.join(_STRAY))}]")


def looks_like_verb(words: Words, i: int) -> bool:
    """Tell a foreign name that is spelt like a verb (سول كامبل) by the name behind it."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else None
    if after is not None and reports_at(words, i - 1):
        linked = after.plain in _FOREIGN_LINKS  # وصف دان دي لوس
        unknown = after.name_like and not (after.known or after.joined)  # دعا ينس شتولتينبيرج
        foreign = linked or (unknown and word.only_verb and not word.verb)
        if foreign or is_name_like_verb(words, i):  # قالت سيلينا إن
            return True
    return (
        word.only_verb
        and not (word.verb or word.joined or word.imperfect or word.never_inside)
        and after is not None
        and (_is_surname(after) or _behind_reporting(words, i))
    )


def is_name_like_verb(words: Words, i: int) -> bool:
    """Tell a name spelt like a verb that does not report, right before a clause: مصطفى تميرك أن."""
    word = words[i]
    verb = word.only_verb and not (word.verb or word.stems & reporting().modals)
    third_person = word.plain.startswith(_THIRD_PERSON) or not word.imperfect
    return verb and third_person and i + 1 < len(words) and words[i + 1].complementiser


def _behind_reporting(words: Words, i: int) -> bool:
    """Tell a name by the verb right before it, which no other verb follows: وأوضح رأفت الصباغ أن."""
    after = words[i + 1]
    closes = after.definite or after.possessed or after.complementiser
    return reports_at(words, i - 1) and closes and not after.time


def reports_at(words: Words, i: int) -> bool:
    """Tell a verb that reports, and is no noun of its spelling."""
    return i >= 0 and bool(words[i].verb) and (words[i].only_verb or words[i].joined)


def _is_surname(word: WordType) -> bool:
    return (word.name_like or (word.definite and not word.known)) and not (word.place or word.joined)


def is_eponym(words: Words, first: int, i: int) -> bool:
    """Tell a person whom a body is named after: مركز الملك سلمان للإغاثة."""
    if i - 2 < first or not (words[i - 1].title and words[i - 1].definite):
        return False
    return words[i - 2].institution and not words[i - 2].definite


def past_listed(words: Words, i: int, names: Names) -> int:
    """Give the end of a name that ``reporting.yml`` lists in full, or 0."""
    for name in names.get(words[i].plain, ()):
        if tuple(word.plain for word in words[i : i + len(name)]) == name:
            return i + len(name)
    return 0


def is_name(word: WordType, named: bool) -> bool:
    """Tell a name that only looks as if a preposition were attached to it."""
    return named and word.proper and not word.definite and word.leans_by != "ب"


def is_foreign_name(words: Words, first: int, i: int) -> bool:
    """Tell a foreign name that only looks as if ب were attached to it: روجر برايس رئيس الشركة."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else None
    closes = after is None or not after.is_word or after.complementiser or after.title
    foreign = i == first + 1 and not words[first].known
    at_a_place = word.plain[1:] in reporting().places or word.institution or word.region
    return bool(foreign and closes and word.leans_by == "ب" and not (word.definite or at_a_place))


def takes_name(words: Words, first: int, i: int) -> bool:
    """Tell whether the phrase so far is a title that a name may follow."""
    return any(words[j].title or words[j].anonymous for j in range(first, i))


def describes(word: WordType, before: WordType) -> bool:
    """Tell an adjective of an office (الأمريكي، العام، السابق) from a surname: الدكتور الحلبي."""
    if before.stems & reporting().forms_of_address and not of_a_state(word):
        listed = strip_article(word.plain) in reporting().told_of_titles
        return word.title or word.anonymous or word.institution or listed
    return word.adjective or word.title or word.anonymous or word.institution


def of_a_state(word: WordType) -> bool:
    """Tell the adjective of a state: السوري."""
    return names_a_state(word.plain)


def names_a_state(plain: str) -> bool:
    """Tell the spelling of an adjective of a state."""
    adjective = strip_article(plain)
    of_its_name = any(adjective[:-1] + ending in _states() for ending in ("", "ا", "يا"))
    return adjective.endswith("ي") and (of_its_name or adjective + "ه" in _states_in_full())


@cache
def _states_in_full() -> frozenset[str]:
    return frozenset(map(strip_article, reporting().places))


@cache
def _states() -> frozenset[str]:
    in_full = _states_in_full() | reporting().places  # the first letters of ألمانيا are no article
    return frozenset(place.removesuffix("ه") for place in in_full)


def common_given_name(words: Words, i: int) -> bool:
    """Tell a given name that is also a common noun by the foreign word behind it: عقل بلتاجي."""
    word = words[i]
    listed = word.title or word.anonymous or word.institution or word.evidence or word.place
    after = words[i + 1] if i + 1 < len(words) else None
    return not listed and after is not None and after.is_word and not after.known and after.name_like


def fathered(words: Words, i: int) -> bool:
    """Tell a given name that the lexicon knows as another word by the father's behind it: عاطي بن سالم."""
    return not words[i].definite and i + 1 < len(words) and words[i + 1].plain in _KINSHIP


def first_of_name(words: Words, i: int) -> bool:
    """Tell whether a bare noun behind a title is a given name, since another name follows it: تمام سلام."""
    if i + 1 >= len(words):
        return False
    after = words[i + 1]
    proper = after.proper and not (after.adjective or after.common)  # بدء العمل
    surname = after.definite and (not after.known or proper or is_nisba_of_no_state(after))
    return ((after.name_like and not after.place) or surname) and not (after.joined or after.leaning)


def is_nisba_of_no_state(word: WordType) -> bool:
    """Tell a surname like an adjective of no state, which qualifies nothing indefinite: معدي الهاجري."""
    return word.adjective and word.plain.endswith("ي") and not of_a_state(word)


def name_ahead(words: Words, i: int) -> bool:
    """Tell whether a person's name stands ahead in the same noun phrase, behind a closed chain."""
    for j in range(i, min(i + LONGEST_TITLE, len(words))):
        word = words[j]
        abbreviated = j > i and word.form == "." and len(words[j - 1].form) == 1  # د. سامر
        if not word.is_word and not abbreviated and word.form not in '/"«»“”':
            return False
        if word.complementiser or word.participle or word.never_inside or (word.only_verb and word.verb):
            return False
        if j > i:
            before = words[j - 1]
            closed = before.definite or before.place or before.proper or (before.title and not before.joined)
            given = word.name_like or fathered(words, j)
            if closed and given and not word.place and not word.joined and not word.leaning:
                return True
    return False


def through_sign(words: Words, i: int, first: int) -> int:
    """Give the word behind a sign that belongs to a name (وكالة "رويترز"، بي.بي.سي), or 0."""
    form = words[i].form
    if i == first:
        return 0
    before = words[i - 1]
    behind_markup = _past_markup(words, i)
    if behind_markup:
        return behind_markup if _is_name_part(words, behind_markup) else 0
    if form in "./-" and i + 1 < len(words) and words[i + 1].is_word:
        touching = words.touch(i - 1) and words.touch(i)
        if (touching and len(before.form) <= 3) or (form in "/." and (before.title or len(before.form) == 1)):
            return i + 1
        return 0
    if quotes_person(words, first, i):
        return _past_quoted_name(words, i)
    if form in OPENING_QUOTES and words[first].title and any(word.institution for word in words[first:i]):
        behind = _behind_marks(words, i)
        if behind and behind < len(words) and words[behind].name_like:
            return behind
    if form in OPENING_QUOTES and before.anonymous and i == first + 1:
        behind = _behind_marks(words, i)  # مصادر "الصباح"
        return behind if 0 < behind <= i + 4 else 0
    if form in OPENING_QUOTES and (words[first].institution or words[first].evidence):
        behind = _behind_marks(words, i)  # وكالة الصحافة الفلسطينية "صفا"
        after = words[behind] if behind < len(words) else None
        if 0 < behind <= i + 4 and (after is None or not after.is_word or after.complementiser):
            return behind
    unknown = i + 2 < len(words) and words[i + 2].form in CLOSING_QUOTES and not words[i + 1].known
    if form in OPENING_QUOTES and unknown and words[first].institution and before.definite:
        return i + 3  # شركة الوسائد اليابانية «تاكاتا»
    if form in OPENING_QUOTES and before.definite and _is_scare_quoted(words, i):
        return 0
    if (form in OPENING_QUOTES or form in "('‘") and (
        before.institution or (words[first].institution and not any(word.definite for word in words[first:i]))
    ):
        return _behind_marks(words, i)
    return 0


def _is_scare_quoted(words: Words, i: int) -> bool:
    """Tell a common noun alone in marks from a name: أكدت القيادة «وفاة» القائد."""
    word = words[i + 1] if i + 2 < len(words) and words[i + 2].form in CLOSING_QUOTES else None
    return word is not None and word.common and not (word.definite or word.proper)


def _behind_marks(words: Words, i: int) -> int:
    """Give the first word behind what stands in marks or brackets from a sign on, or 0."""
    for j in range(i + 1, min(i + 2 + LONGEST_QUOTED_NAME, len(words))):
        if words[j].form in CLOSING_QUOTES or words[j].form in ")'’":
            return j + 1
    return 0


def _past_markup(words: Words, i: int) -> int:
    """Give the first word behind stray signs, a tag or an entity (<b>، &nbsp;، *), or 0."""
    j = i
    while j < len(words):
        closing = {"<": ">", "&": ";"}.get(words[j].form)
        if closing:
            near = range(j + 1, min(j + _LONGEST_TAG, len(words)))
            close = next((k for k in near if words[k].form == closing), None)
            if close is None:
                return 0
            j = close + 1
        elif words[j].form in _STRAY:
            j += 1
        else:
            return j if j > i else 0
    return 0


def without_markup(name: str) -> str:
    """Give a speaker's name without the tags, entities and stray signs that a page left in it."""
    return " ".join(_MARKUP.sub(" ", name).split())


def _is_name_part(words: Words, i: int) -> bool:
    """Tell a word that may go on with a person's name: a name, or a surname with the article."""
    word = words[i]
    surname = word.definite and (word.proper or not word.known or word.adjective)
    return word.is_word and not word.joined and (word.name_like or surname) and not word.place


def past_quoted_body(words: Words, first: int, i: int) -> int:
    """Give the end of a body in marks between an office and its holder, or 0: ناطق لـ"الشرطة" الرائد سامر."""
    if words[i].plain != "ل" or not words[first].title or i + 1 >= len(words):
        return 0
    if words[i + 1].form not in OPENING_QUOTES:
        return 0
    near = range(i + 3, min(i + 3 + LONGEST_QUOTED_NAME, len(words) - 1))
    behind = next((j + 1 for j in near if words[j].form in CLOSING_QUOTES), 0)
    return behind if behind and words[behind].title and name_ahead(words, behind) else 0


def quotes_person(words: Words, first: int, i: int) -> bool:
    """Tell a mark before a person's name from one before a body's: الفنان "سامر"، وكالة "رويترز".

    It stands behind a title; behind an office in full the name has two words: مدير الفرع "سامر الحلبي".
    """
    before = words[i - 1]
    if words[i].form not in OPENING_QUOTES or before.joined or before.institution:
        return False
    behind = 0 if before.title or not words[first].title else _past_quoted_name(words, i)
    full = behind > i + 3 and (behind == len(words) or not words[behind].name_like)
    return before.title or full


def _past_quoted_name(words: Words, i: int) -> int:
    """Give the end of a person's name in quotation marks behind a title: الفنان "سامر الحلبي", or 0."""
    for j in range(i + 1, min(i + 2 + LONGEST_QUOTED_NAME, len(words))):
        if words[j].form in CLOSING_QUOTES:
            return j + 1 if j > i + 1 else 0
        if not _is_name_part(words, j):
            return 0
    return 0
