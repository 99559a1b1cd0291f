"""The noun phrase that names a speaker: where it ends, and what kind of speaker it names.

How a noun phrase ends
----------------------
A chain of bare nouns (an iḍāfa) stays open until a definite word closes it; behind a closed chain only
words with the article, names and titles go on with it, while another bare noun opens a new noun phrase:
the object, or an appositive (Ryding 2005, chapter 8). A title goes on through its prepositional phrases
as long as a name is still to come: الأمين العام للأمم المتحدة بان كي مون.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.framing.lists import Names, reporting
from analysis.framing.word_types import WordType
from analysis.framing.words import CLOSING_QUOTES, COMMAS, OPENING_QUOTES, Word

LONGEST_SPEAKER = 22
#: How far a name may stand behind the beginning of its titles.
LONGEST_TITLE = 16
LONGEST_QUOTED_NAME = 6
#: Parts of an acronym are no longer: بي.بي.سي.
_LONGEST_LETTER = 3
_QUANTIFIERS = frozenset(
    {
        "عدد",
        "عديد",
        "كثير",
        "بعض",
        "احد",
        "احدي",
        "مجموعه",
        "جمع",
        "كل",
        "جميع",
        "اكثر",
        "غالبيه",
        "معظم",
        "اي",
    }
)


#: A preposition written apart from the quotation marks behind it: لـ«عكاظ».
_DETACHED = frozenset("لبك")


#: العام الماضي is a time; العام alone may belong to an office.
_PERIODS = frozenset({"العام", "الشهر", "الاسبوع", "الموسم"})
_WHEN = frozenset({"الماضي", "الجاري", "الحالي", "المقبل", "القادم", "المنصرم", "الفائت"})
#: Titles that stand for a person with a pronoun: سموه، معاليه.
#: Offices that are no form of address: behind them a common noun is an object (أدان الرئيس الهجوم).
_OFFICES = frozenset({"رئيس", "وزير", "مدرب", "لاعب", "مرشح", "ملك", "امير"})
#: Adjectives of office that are spelt like times: رئيس الوزراء السابق، النائب الأول.
_RANKS = frozenset({"السابق", "السابقه", "السابقين", "السابقون", "الاول", "الاولي"})
_IN_THE_NAME_OF = "باسم"
#: The longest relative clause about an unnamed source, in words.
LONGEST_CLAUSE = 7
#: Signs that a page's markup leaves between words.
_STRAY = frozenset("*_#~^|¦•·+=\\`ـ")
_LONGEST_TAG = 8
_MARKUP = re.compile(rf"<[^<>]*>?|&#?\w+;|[{re.escape(''.join(_STRAY))}]")
_HONORIFICS = ("سمو", "معالي", "فخامت", "جلالت", "سعادت", "فضيلت")
_WITH_PRONOUN = frozenset(title + pronoun for title in _HONORIFICS for pronoun in ("ه", "ها", "هما", "هم"))


class Speaker(NamedTuple):
    """A noun phrase: its first word, the end of its last (in words), and the kind of speaker it names."""

    first: int
    end: int
    kind: str


def speaker_at(words: Sequence[Word], first: int) -> Speaker | None:
    """Read the noun phrase that begins at a word.

    Parameters
    ----------
    words : sequence of Word
        A sentence.
    first : int
        Where the noun phrase would begin.

    Returns
    -------
    Speaker or None
        None if no noun phrase begins there.
    """
    if first >= len(words) or not (_may_begin(words[first].type) or _looks_like_verb(words, first)):
        return None
    end, named = _read(words, first)
    return Speaker(first, end, _kind(words, first, end, named)) if end > first else None


def _looks_like_verb(words: Sequence[Word], i: int) -> bool:
    """Tell a foreign name that is spelt like a verb (سول كامبل) by the name behind it."""
    word = words[i].type
    return (
        word.only_verb
        and not (word.verb or word.joined or word.imperfect or word.never_inside)
        and i + 1 < len(words)
        and (_is_surname(words[i + 1].type) or _behind_reporting(words, i))
    )


def _behind_reporting(words: Sequence[Word], i: int) -> bool:
    """Tell a name by the verb right before it, which no other verb follows: وأوضح رأفت الصباغ أن."""
    before, after = words[i - 1].type if i else None, words[i + 1].type
    return before is not None and before.only_verb and bool(before.verb) and after.definite and not after.time


def _is_surname(word: WordType) -> bool:
    return (word.name_like or (word.definite and not word.known)) and not (word.place or word.joined)


def _may_begin(head: WordType) -> bool:
    return (
        head.is_word
        and not (head.never_inside or head.time or head.adverb or head.participle)
        and not (head.only_verb and not head.speaker_like)
        and head.plain not in _DETACHED
    )


def _read(words: Sequence[Word], first: int) -> tuple[int, bool]:
    """Give the end of the noun phrase that begins at a word, and whether a person's name is in it."""
    head, closed, named, i = words[first].type, False, False, first
    last = min(len(words), first + LONGEST_SPEAKER)
    while i < last:
        word = words[i].type
        listed = _listed(words, i, reporting().full_names)
        place = 0 if listed else _listed(words, i, reporting().place_names)
        if listed or place:
            i, closed, named = listed or place, True, named or bool(listed)
            continue
        if not word.is_word:
            through = _through_sign(words, i, first)
            if not through:
                break
            closed = closed or through - i > 1
            named = named or _quotes_person(words, i)
            i = through
            continue
        if i > first and ((word.noun and not word.may_be_verb) or word.masdar or word.plain in _DETACHED):
            break
        if i > first and _speaks_for(words, first, i):
            closed = False
            i += 1
            continue
        if i > first and (past_withholding(words, i) or _told_of(words, first, i) or _is_object(words, first, i, named)):
            break
        if i > first and word.joined:
            inside_title = not named and _second_part(words, i, head)
            if not inside_title and not _coordinates(word, named or closed):
                break
            if word.name_like and not inside_title:
                closed = named = True
            else:
                closed = word.definite
            i += 1
            continue
        stops = word.never_inside or (word.time and not _qualifies(words, first, i))
        if i > first and not named and _at_a_post(words, first, i):
            i += 1
            continue
        if i > first and (stops or word.adverb or _reports(word) or word.preposition):
            if not (word.preposition and _preposition_inside(words, i, head, named, first)):
                break
            closed = False
            i += 1
            continue
        if i > first and word.leaning and not _is_name(word, words, i, named):
            if not _leaning_inside(words, i, first, named):
                break
            closed = word.definite or (word.proper and not word.institution)
            i += 1
            continue
        step = _nominal(words, i, first, closed, named)
        if step is None:
            break
        closed, named = step[0], named or (step[1] and not _is_eponym(words, first, i))
        i += 1
    end = _without_tail(words, first, i)
    behind = 0 if named or not head.title else _name_behind_comma(words, end)
    return (behind, True) if behind else (end, named)


def _is_eponym(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell a person whom a body is named after: مركز الملك سلمان للإغاثة."""
    if i - 2 < first or not (words[i - 1].type.title and words[i - 1].type.definite):
        return False
    return words[i - 2].type.institution and not words[i - 2].type.definite


def _name_behind_comma(words: Sequence[Word], i: int) -> int:
    """Give the end of the name that a comma parts from its office: رئيس المنظمة، علي صالحي، أن."""
    if i + 1 >= len(words) or words[i].form not in COMMAS:
        return 0
    head = words[i + 1].type
    if head.joined or not (head.title or head.name_like) or head.place or not _may_begin(head):
        return 0
    end, named = _read(words, i + 1)
    closes = end >= len(words) or not words[end].type.is_word or words[end].type.complementiser
    return end if named and closes else 0


def _speaks_for(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell باسم behind a spokesman (المتحدث الرسمي باسم الوزارة) from the name of that spelling."""
    return words[i].type.spelt == _IN_THE_NAME_OF and any(_is_office(word.type) for word in words[first:i])


def past_withholding(words: Sequence[Word], i: int) -> int:
    """Give the end of a relative clause that only says that a source is unnamed, or 0.

    It begins with a verb or its negation and ends in what is withheld: لم تسمه، رفض الكشف عن هويته.
    """
    if i >= len(words) or not words[i].type.may_be_verb:
        return 0
    for j in range(i, min(i + LONGEST_CLAUSE, len(words))):
        word = words[j].type
        if not word.is_word or word.complementiser:
            return 0
        if word.plain in reporting().withheld and not word.joined:
            return j + 1
    return 0


def _is_object(words: Sequence[Word], first: int, i: int, named: bool) -> bool:
    """Tell the object behind a full name or a body's: نفى الوزير سامر الحلبي الاتهامات.

    A surname is a proper noun, unknown to the lexicon, or an adjective; a feminine or plural common noun
    never is one, another one only where the name has no second part yet. Behind the article nothing but
    an adjective goes on with a body's name: وصفت منظمة العفو الدولية القرار.
    """
    if i == first or not _is_another_noun(words, i):
        return False
    before, earlier = words[i - 1].type, words[i - 2].type if i - 2 >= first else None
    if not named or words[i].type.feminine:
        return before.definite or words[i].type.feminine and named
    given = earlier is not None and earlier.name_like and not earlier.name_link
    full = before.definite or (before.name_like and given)
    return full and not _clause_opens(words, i + 1)


def _told_of(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell the relative clause behind an indefinite text: دراسة أجرتها الجامعة، بيان نشره المكتب."""
    word, head = words[i].type, words[first].type
    pronoun = word.plain.endswith(("ها", "ه", "هم")) and not word.form.endswith("ة")
    return head.evidence and not head.definite and word.may_be_verb and pronoun


def _is_another_noun(words: Sequence[Word], i: int) -> bool:
    """Tell a definite noun that cannot qualify the definite one before it, nor stand beside it as a title."""
    word, before = words[i].type, words[i - 1].type
    if not (word.definite and word.known and word.nominal) or word.proper or word.leaning or word.joined:
        return False
    if word.adjective or word.plain.endswith(("ي", "يه")) or _is_elative(word):
        return False
    listed = word.title or word.anonymous or word.institution or word.place or word.evidence
    if word.plain.endswith("ين") and (word.title or word.anonymous) and not before.plain.endswith("ين"):
        return True  # in the accusative: ودعت الجامعة المرشحين
    addressed = before.personal_title and not before.stems & _OFFICES
    return not (listed or addressed or before.name_link)


def _at_a_post(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell لدى between an envoy and those to whom he is sent: السفير لدى لبنان."""
    posted = i + 1 < len(words) and (words[i + 1].type.place or words[i + 1].type.institution)
    return words[i].type.plain == "لدي" and words[first].type.title and posted


def _is_elative(word: WordType) -> bool:
    """Tell the pattern of colours and comparatives, which qualify: الأبيض، الأوسط."""
    return not word.feminine and word.plain.startswith("الا") and len(word.plain) == 6


def _qualifies(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell an adjective of an office from a time: رئيس الوزراء السابق، النائب الأول."""
    before = words[i - 1].type
    return i > first and words[i].type.plain in _RANKS and before.definite and not before.time


def _reports(word: WordType) -> bool:
    """Tell a reporting participle in the accusative; مدينة, a city, is spelt like a feminine one."""
    return word.participle is not None and word.spelt.endswith("ا")


def _is_name(word: WordType, words: Sequence[Word], i: int, named: bool) -> bool:
    return named and word.proper and not word.definite and word.leans_by != "ب"


def _without_tail(words: Sequence[Word], first: int, end: int) -> int:
    """Take a preposition or an opening sign off the end, which the phrase behind it would have needed."""
    while end > first and (
        words[end - 1].type.preposition or words[end - 1].form in OPENING_QUOTES - CLOSING_QUOTES
    ):
        end -= 1
    return end


def _ends_in_nun(word: WordType) -> bool:
    """Tell an indefinite sound plural, which no noun can follow in its chain: محللون."""
    return word.plural and word.known and not word.definite and not word.proper and word.plain.endswith("ون")


def _listed(words: Sequence[Word], i: int, names: Names) -> int:
    """Give the end of a name that ``reporting.yml`` lists in full, or 0."""
    for name in names.get(words[i].type.plain, ()):
        if tuple(word.type.plain for word in words[i : i + len(name)]) == name:
            return i + len(name)
    return 0


def _nominal(
    words: Sequence[Word], i: int, first: int, closed: bool, named: bool
) -> tuple[bool, bool] | None:
    """Go on with a word that may belong to the phrase: its new state (closed, named), or None to stop."""
    word, head, before = words[i].type, words[first].type, words[i - 1].type
    if word.name_link:
        return False, named or closed or i == first
    if i > first and (before.name_link and not before.definite):
        return True, True
    if word.definite:
        return _definite(words, i, first, named)
    if word.place and not word.name_like and not closed:
        return True, named
    if named and not word.known and word.is_word:
        return True, True
    if word.name_like:
        if i == first:
            return True, not (word.place or word.evidence)
        if head.institution and before.name_like and not named and i > first and closed:
            return True, named
        if word.place and before.institution:
            return True, named
        if closed or before.title:
            return (True, True) if named or _takes_name(words, first, i) else None
        return True, named
    if i == first and not word.only_verb:
        return word.possessed, _common_given_name(words, i)
    if word.only_verb and before.personal_title and before.definite and i > first:
        return (True, True) if i + 1 < len(words) and words[i + 1].type.definite else None
    if word.only_verb:
        if (
            head.institution
            and not before.known
            and i > first
            and i + 1 < len(words)
            and not words[i + 1].type.known
        ):
            return True, named
        if (head.title or i == first) and (closed or i == first) and _looks_like_verb(words, i):
            return True, True
        if named and not before.known and not (word.verb or word.joined):
            return True, True
        return (True, named) if named and _at_the_end(words, i) and not word.imperfect else None
    if not closed:
        if _ends_in_nun(before) and i > first and not word.plural:
            return None
        if word.verb and not word.nominal:
            return None
        return word.possessed, named
    if word.title and not named and _name_ahead(words, i):
        return False, named
    if head.title and not named and word.nominal and not word.anonymous and _first_of_name(words, i):
        return True, True
    listed = word.title or word.anonymous or word.institution
    nisba = word.adjective and word.plain.endswith("ي") and not (listed or word.possessed)
    if named and nisba and before.name_like and not before.name_link:
        return True, True
    if named and not listed and not word.possessed and _clause_opens(words, i + 1):
        return True, named
    bare = word.nominal and not (word.may_be_verb or word.possessed)
    if _is_indefinite(head) and not named and bare and _at_the_end(words, i):
        return True, named
    return None


def _common_given_name(words: Sequence[Word], i: int) -> bool:
    """Tell a given name that is also a common noun by the foreign word behind it: عقل بلتاجي."""
    word = words[i].type
    listed = word.title or word.anonymous or word.institution or word.evidence or word.place
    after = words[i + 1].type if i + 1 < len(words) else None
    return not listed and after is not None and after.is_word and not after.known and after.name_like


def _first_of_name(words: Sequence[Word], i: int) -> bool:
    """Tell whether a bare noun behind a title is a given name, since another name follows it: تمام سلام."""
    if i + 1 >= len(words):
        return False
    after = words[i + 1].type
    surname = after.definite and (not after.known or (after.proper and not after.adjective))
    return ((after.name_like and not after.place) or surname) and not (after.joined or after.leaning)


def _definite(words: Sequence[Word], i: int, first: int, named: bool) -> tuple[bool, bool] | None:
    word = words[i].type
    if i > first and word.plain in _PERIODS and i + 1 < len(words) and words[i + 1].type.plain in _WHEN:
        return None
    if named and (word.title or word.anonymous) and i > first:
        given = words[i - 1].type
        one_name = given.name_like and not (i - 1 > first and words[i - 2].type.name_like)
        return (True, True) if one_name and _at_the_end(words, i) else None
    if i == first:
        return True, not (
            word.known and (word.title or word.anonymous or word.institution or word.evidence or word.place)
        )
    head = words[first].type
    before = words[i - 1].type
    if before.personal_title and before.definite and not named and not _describes(word):
        if word.known and not word.proper and word.nominal and (before.stems & _OFFICES or word.feminine):
            return None
        return True, True
    if (
        not named
        and (not word.known or (word.proper and not word.adjective))
        and not word.place
        and not word.institution
        and before.definite
        and head.title
    ):
        return True, True
    return True, named


def _describes(word: WordType) -> bool:
    """Tell an adjective of an office (الأمريكي، العام، السابق) from a surname."""
    return word.adjective or word.title or word.anonymous or word.institution


def _takes_name(words: Sequence[Word], first: int, i: int) -> bool:
    """Tell whether the phrase so far is a title that a name may follow."""
    return any(words[j].type.title or words[j].type.anonymous for j in range(first, i))


def _is_indefinite(head: WordType) -> bool:
    return not head.definite and not head.name_like


def _at_the_end(words: Sequence[Word], i: int) -> bool:
    """Tell whether a clause, a sign or a preposition follows, so that the phrase ends here at the latest."""
    if i + 1 >= len(words):
        return True
    after = words[i + 1].type
    return not after.is_word or after.never_inside or after.preposition or after.time or after.leaning


def _clause_opens(words: Sequence[Word], i: int) -> bool:
    """Tell whether a clause or a sign follows at once."""
    return i >= len(words) or not words[i].type.is_word or words[i].type.complementiser


def _coordinates(word: WordType, closed: bool) -> bool:
    """Tell whether a word with و goes on with the phrase: ومسؤولون سوريون."""
    if word.only_verb or word.never_inside or (word.verb and word.may_be_verb and not word.proper):
        return False
    return word.speaker_like or (word.definite and not closed) or (word.plural and word.nominal)


def _second_part(words: Sequence[Word], i: int, head: WordType) -> bool:
    """Tell the second part of an office's or a body's name: وزارة التربية والتعليم، الأرصاد وحماية البيئة."""
    word = words[i].type
    if not (head.title or head.institution) or not word.nominal or word.verb or word.title or word.anonymous:
        return False
    if word.definite:
        return True
    return i + 1 < len(words) and words[i + 1].type.definite and not word.may_be_verb and not word.name_like


def _through_sign(words: Sequence[Word], i: int, first: int) -> int:
    """Give the word behind a sign that belongs to a name (وكالة "رويترز"، بي.بي.سي), or 0."""
    form = words[i].form
    if i == first:
        return 0
    before = words[i - 1]
    behind_markup = _past_markup(words, i)
    if behind_markup:
        return behind_markup if _is_name_part(words, behind_markup) else 0
    if form in "./-" and i + 1 < len(words) and words[i + 1].type.is_word:
        touching = before.end == words[i].start and words[i].end == words[i + 1].start
        if (touching and len(before.form) <= 3) or (
            form in "/." and (before.type.title or len(before.form) == 1)
        ):
            return i + 1
        return 0
    if _quotes_person(words, i):
        return _past_quoted_name(words, i)
    if (form in OPENING_QUOTES or form in "('‘") and before.type.institution:
        for j in range(i + 1, min(i + 2 + LONGEST_QUOTED_NAME, len(words))):
            if words[j].form in CLOSING_QUOTES or words[j].form in ")'’":
                return j + 1
    return 0


def _past_markup(words: Sequence[Word], i: int) -> int:
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


def _is_name_part(words: Sequence[Word], i: int) -> bool:
    """Tell a word that may go on with a person's name: a name, or a surname with the article."""
    word = words[i].type
    surname = word.definite and (word.proper or not word.known or word.adjective)
    return word.is_word and not word.joined and (word.name_like or surname) and not word.place


def _quotes_person(words: Sequence[Word], i: int) -> bool:
    """Tell a mark behind a person's title from one behind a body: الفنان "سامر"، وكالة "رويترز"."""
    before = words[i - 1].type
    return words[i].form in OPENING_QUOTES and before.title and not (before.joined or before.institution)


def _past_quoted_name(words: Sequence[Word], i: int) -> int:
    """Give the end of a person's name in quotation marks behind a title: الفنان "سامر الحلبي", or 0."""
    for j in range(i + 1, min(i + 2 + LONGEST_QUOTED_NAME, len(words))):
        if words[j].form in CLOSING_QUOTES:
            return j + 1 if j > i + 1 else 0
        if not _is_name_part(words, j):
            return 0
    return 0


def _preposition_inside(words: Sequence[Word], i: int, head: WordType, named: bool, first: int) -> bool:
    """Tell whether a preposition goes on with the phrase: مصدر في الشرطة، أفراد من عائلته."""
    if named or i + 1 >= len(words):
        return False
    after, spelt = words[i + 1].type, words[i].type.spelt
    if after.occasion or after.never_inside or after.time or not after.is_word:
        return False
    if spelt == "من" and (words[i - 1].type.stems & _QUANTIFIERS):
        return True
    if head.title and not head.anonymous and _name_ahead(words, i + 1):
        return True
    return (spelt in ("في", "من") and head.anonymous and not after.addressee) or (
        spelt == "علي" and head.title and _name_ahead(words, i + 1)
    )


def _leaning_inside(words: Sequence[Word], i: int, first: int, named: bool) -> bool:
    """Tell whether a word with a preposition attached goes on with the phrase: المتحدث باسم الوزارة."""
    word, head = words[i].type, words[first].type
    if named or word.leans_by == "ك" or word.occasion:
        return False
    if word.leans_by == "ل":
        office = any(words[j].type.definite for j in range(first, i)) and _name_ahead(words, i)
        if word.addressee and not office:
            return False
        return head.title or head.anonymous or head.institution or head.evidence
    if not (head.title or head.anonymous or head.institution):
        return False
    return _name_ahead(words, i) or (not word.definite and (word.proper or word.institution))


def _name_ahead(words: Sequence[Word], i: int) -> bool:
    """Tell whether a person's name stands ahead in the same noun phrase, behind a closed chain."""
    for j in range(i, min(i + LONGEST_TITLE, len(words))):
        word = words[j].type
        if not word.is_word and words[j].form not in '/"«»“”':
            return False
        if word.complementiser or word.participle or word.never_inside or (word.only_verb and word.verb):
            return False
        if j > i:
            before = words[j - 1].type
            closed = before.definite or before.place or before.proper or (before.title and not before.joined)
            if closed and word.name_like and not word.place and not word.joined and not word.leaning:
                return True
    return False


def _kind(words: Sequence[Word], first: int, end: int, named: bool) -> str:
    """Name the kind of speaker: named, institution or anonymous."""
    head = words[first].type
    if head.plain in _WITH_PRONOUN:
        return "named"
    if any(words[j].form == "." for j in range(first, end)) and all(
        len(words[j].form) <= _LONGEST_LETTER for j in range(first, end)
    ):
        return "institution"
    if head.place and not head.title:
        return "institution" if end - first <= 2 or not named else "named"
    if head.institution and not (head.title and named):
        return "institution" if _is_definite(words, first, end) else "anonymous"
    if named:
        return "named"
    if head.title and _is_definite(words, first, end) and not (head.anonymous and not _is_office(head)):
        return "institution"
    if head.anonymous or head.evidence or head.plural or head.title:
        return "anonymous"
    common = head.definite and head.known and head.nominal and not (head.proper or head.plain.endswith("ي"))
    if common and end == first + 1:
        return "anonymous"
    indefinite = end - first > 1 and not _is_definite(words, first, end)
    return "anonymous" if indefinite or head.possessed or (head.feminine and not head.definite) else "named"


def _is_office(head: WordType) -> bool:
    return bool(head.stems & {"ناطق", "متحدث"})


def _is_definite(words: Sequence[Word], first: int, end: int) -> bool:
    """Tell whether the phrase names something definite: an article, a name or a pronoun closes its chain."""
    for j in range(first, end):
        word = words[j].type
        if not word.is_word:
            return True
        if word.definite and not word.leaning:
            return True
        if word.name_like or word.place or word.possessed or not word.known:
            return j > first or word.place or word.name_like
        if j > first and word.leaning:
            return False
    return False
