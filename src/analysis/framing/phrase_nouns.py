"""How the noun phrase of a speaker goes on over a noun: a name, a verb that is one, a chain of nouns.

A chain of bare nouns (an iḍāfa) stays open until a definite word closes it; behind it only names, titles
and adjectives go on (Ryding 2005, chapter 8).
"""

from analysis.framing.lists import reporting
from analysis.framing.names import (
    common_given_name,
    describes,
    fathered,
    first_of_name,
    is_name_like_verb,
    is_nisba_of_no_state,
    looks_like_verb,
    name_ahead,
    of_a_state,
    reports_at,
    takes_name,
)
from analysis.framing.phrase_limits import (
    OFFICES,
    at_the_end,
    clause_opens,
    ends_in_nun,
    is_elative,
    is_indefinite,
)
from analysis.framing.word_types import WordType
from analysis.framing.words import Words

#: العام الماضي is a time; العام alone may belong to an office.
_PERIODS = frozenset({"العام", "الشهر", "الاسبوع", "الموسم"})
#: Which one of several times is meant: العام الماضي.
WHEN = frozenset({"الماضي", "الجاري", "الحالي", "المقبل", "القادم", "المنصرم", "الفائت"})
#: The endings of sound plurals: المغردون.
_OF_MANY = ("ون", "ين", "ات")
#: Behind a word: whether a definite word has closed the chain, and whether a name is in it; None ends it.
Reached = tuple[bool, bool] | None


def over_noun(words: Words, i: int, first: int, closed: bool, named: bool) -> Reached:
    """Go on with a word that may belong to the phrase: its new state (closed, named), or None to stop."""
    word, before = words[i], words[i - 1]
    if word.name_link:
        return False, named or closed or i == first
    if i > first and (before.name_link and not before.definite):
        return True, True
    if i > first and fathered(words, i) and takes_name(words, first, i):
        return True, True
    if word.definite:
        return _definite(words, i, first, named)
    if word.place and not word.name_like and not closed:
        return True, named
    if named and not word.known and word.is_word:
        return True, True
    if i > first + 1 and word.adjective and not named and _second_of_two_adjectives(words, i, first):
        return True, named
    if named and word.place and before.name_like and not before.name_link:
        return None  # صنف كارتر إيران
    if word.name_like:
        return _name(words, i, first, closed, named)
    if i == first and not word.only_verb:
        return word.possessed, common_given_name(words, i)
    if word.only_verb:
        return _verb_like(words, i, first, closed, named)
    return _behind_closed(words, i, first, named) if closed else _in_chain(words, i, first, named)


def _name(words: Words, i: int, first: int, closed: bool, named: bool) -> Reached:
    """Go on with a word that may be part of a name: سامر الحلبي، سفارة فرنسا، مسؤول كردي."""
    word, head, before = words[i], words[first], words[i - 1]
    if i == first:
        return not word.evidence or word.possessed, not (word.place or word.evidence)
    of_name = before.name_like or (before.only_verb and not before.verb)
    if (head.institution or head.evidence) and of_name and not named and closed:
        return True, named
    if head.institution and closed and not word.known and clause_opens(words, i + 1):
        return True, named  # وكالة الأنباء الرسمية سونا
    if word.place and (before.institution or before.title or before.plain == "لدي"):
        return True, named  # سفارة فرنسا، محافظ جدة
    if i == first + 1 and head.anonymous and _is_nisba(word, head) and at_the_end(words, i):
        return True, named
    if closed or before.title:
        return (True, True) if named or takes_name(words, first, i) else None
    return True, named


def _verb_like(words: Words, i: int, first: int, closed: bool, named: bool) -> Reached:
    """Go on with a name that is spelt like a verb: شركة أبل، مصطفى تميرك أن."""
    word, head, before = words[i], words[first], words[i - 1]
    after = words[i + 1] if i + 1 < len(words) else None
    if before.personal_title and before.definite and i > first:
        return (True, True) if after is not None and after.definite else None
    if i == first + 1 and names_a_body(words, first):
        return True, named
    if head.institution and not before.known and i > first and after is not None and not after.known:
        return True, named
    someone = head.title or (head.anonymous and head.definite)
    if (someone or i == first) and (closed or i == first) and looks_like_verb(words, i):
        return True, True
    of_person = named or (someone and closed) or (i == first + 1 and _heads_a_name(words, first))
    if of_person and is_name_like_verb(words, i):
        return True, True
    if named and not before.known and not (word.verb or word.joined):
        return True, True
    ends = at_the_end(words, i) and not (word.imperfect or word.verb)
    return (True, named) if named and ends else None


def _in_chain(words: Words, i: int, first: int, named: bool) -> Reached:
    """Go on with a bare noun in an open chain: علماء جامعة."""
    word, head, before = words[i], words[first], words[i - 1]
    if i > first + 1 and _qualifies_indefinite(words, first, i - 1) and not word.adjective:
        return None  # مصدر أمني توقيع الاتفاق
    if ends_in_nun(before) and i > first and not word.plural:
        return None
    if i == first + 2 and head.institution and _is_object_of_unknown(words, i):
        return None
    if word.verb and not word.nominal:
        return None
    return word.possessed, named


def _behind_closed(words: Words, i: int, first: int, named: bool) -> Reached:
    """Go on with a bare noun behind a closed chain, where nothing but a name or a title does."""
    word, head, before = words[i], words[first], words[i - 1]
    after = words[i + 1] if i + 1 < len(words) else None
    if named and word.personal_title and before.name_like and _name_follows(words, i):
        return True, True
    if word.title and not named and name_ahead(words, i):
        return False, named
    if head.title and not named and _may_be_given(word) and first_of_name(words, i):
        return True, True
    if named and _is_surname_spelt_like_a_noun(words, i):
        return True, True
    of_body = head.institution and before.is_word and (before.place or not before.known)
    if of_body and word.nominal and after and after.definite and after.adjective:
        return True, named  # صحيفة الديلي ميل البريطانية
    bare = word.nominal and not (word.may_be_verb or word.possessed or before.definite)
    if is_indefinite(head) and not named and bare and at_the_end(words, i):
        return True, named
    return None


def _is_surname_spelt_like_a_noun(words: Words, i: int) -> bool:
    """Tell the last part of a name: سامر قاضي أن، بندر بن محمد حجار وزير الحج."""
    word, before, after = words[i], words[i - 1], words[i + 1] if i + 1 < len(words) else None
    surname = word.title and after is not None and after.complementiser
    listed = (word.title and not surname) or word.anonymous or word.institution
    if listed or word.possessed:
        return False
    nisba = word.nominal and word.plain.endswith("ي") and before.name_like and not before.name_link
    closes = clause_opens(words, i + 1) or (after is not None and after.title and not after.definite)
    return nisba or closes


def _second_of_two_adjectives(words: Words, i: int, first: int) -> bool:
    """Tell an adjective behind another one of something indefinite: استطلاع ألماني حديث."""
    word, before = words[i], words[i - 1]
    bare = not (word.definite or before.definite or before.joined or word.only_verb)
    return bare and before.adjective and is_indefinite(words[first]) and not word.proper


def _qualifies_indefinite(words: Words, first: int, i: int) -> bool:
    """Tell an adjective of something indefinite, which no noun follows in its chain: مصدر أمني."""
    word = words[i]
    head = words[first]
    only = word.adjective and (not word.common or word.plain.endswith(("ي", "يه", "يون")))
    titled = head.title and not head.several
    unnamed = (head.anonymous or head.evidence) and not titled and is_indefinite(head)
    return only and unnamed and not (word.definite or word.possessed)


def _is_object_of_unknown(words: Words, i: int) -> bool:
    """Tell an object behind a name that no lexicon knows: أعلنت جامعة بيشة توفر."""
    word, before = words[i], words[i - 1]
    after = words[i + 1] if i + 1 < len(words) else None
    name = before.is_word and not (before.known or before.definite)
    name = name and not (after is not None and after.is_word and not after.known)
    return name and word.known and word.common and not (word.proper or word.adjective)


def names_a_body(words: Words, first: int) -> bool:
    """Tell a foreign name spelt like a verb, right behind a body that reports: أعلنت شركة أبل."""
    head, name = words[first], words[first + 1]
    reports = first > 0 and words[first - 1].verb is not None
    bare = head.institution and not head.definite
    return bare and reports and not (name.joined or name.plain.startswith(("ي", "ت")))


def _heads_a_name(words: Words, first: int) -> bool:
    """Tell a bare noun of no list right behind a verb that reports: قال مسعد عايد إن."""
    head = words[first]
    listed = head.title or head.anonymous or head.institution or head.evidence or head.place
    return head.nominal and not (listed or head.definite) and reports_at(words, first - 1)


def _may_be_given(word: WordType) -> bool:
    """Tell a common noun that may also be a given name: تمام, but no body and no unnamed person."""
    return word.nominal and not (word.anonymous or word.institution)


def _name_follows(words: Words, i: int) -> bool:
    """Tell a title that is part of a name: سامر شيخ ناصر."""
    after = words[i + 1] if i + 1 < len(words) else None
    bare = not (words[i].definite or words[i].joined)
    return bare and after is not None and after.name_like and not (after.place or after.joined)


def _is_nisba(word: WordType, head: WordType) -> bool:
    """Tell the adjective of a country behind somebody unnamed, which may be a name too: مسؤول كردي."""
    return word.plain.endswith("ي") and not head.definite and (word.adjective or not word.known)


def _definite(words: Words, i: int, first: int, named: bool) -> Reached:
    """Go on with a word with the article: a surname, an adjective, what closes the chain."""
    word = words[i]
    if i > first and word.plain in _PERIODS and i + 1 < len(words) and words[i + 1].plain in WHEN:
        return None
    if i > first + 1 and not named and _qualifies_indefinite(words, first, i - 1):
        return None  # أدان محللون سياسيون القرار
    if named and (word.title or word.anonymous) and i > first:
        given, earlier = words[i - 1], words[i - 2] if i - 1 > first else None
        if given.name_like and is_nisba_of_no_state(word):
            return True, True  # سليمان العريفي
        one_name = given.name_like and not (earlier and earlier.name_like and not earlier.name_link)
        return (True, True) if one_name and (at_the_end(words, i) or clause_opens(words, i + 1)) else None
    if i == first:
        listed = word.title or word.anonymous or word.institution or word.evidence or word.place
        people = word.several and not word.proper and word.plain.endswith("ون")  # المنظمون
        return True, not (people or (listed and (word.known or word.plain.endswith(_OF_MANY))))
    head = words[first]
    before = words[i - 1]
    if i == first + 1 and before.plain in reporting().given_names and _looks_like_surname(word):
        return True, True
    if before.personal_title and before.definite and not named and not describes(word, before):
        if word.known and not word.proper and word.nominal and (before.stems & OFFICES or word.feminine):
            return None
        return True, True
    if (
        not named
        and (not word.known or (word.proper and not word.adjective))
        and not (word.place or word.title)
        and not word.institution
        and not (before.institution and is_elative(word))
        and before.definite
        and head.title
        and not before.plural
    ):
        return True, True
    return True, named


def ends_a_name(word: WordType) -> bool:
    """Tell a surname behind what is spelt like a common noun from a thing: جيم كرافت، حديقة الأسماك."""
    return _looks_like_surname(word) if word.definite else word.name_like and not word.place


def _looks_like_surname(word: WordType) -> bool:
    """Tell a surname that no lexicon knows from an adjective: سلطان العميمي."""
    return not word.known and word.plain.endswith("ي") and not of_a_state(word)
