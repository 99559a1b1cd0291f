"""The noun phrase that names a speaker: where it ends, and what kind of speaker it names.

How a noun phrase ends
----------------------
A chain of bare nouns (an iḍāfa) stays open until a definite word closes it; behind a closed chain only
words with the article, names and titles go on with it, while another bare noun opens a new noun phrase:
the object, or an appositive (Ryding 2005, chapter 8). A title goes on through its prepositional phrases
as long as a name is still to come: الأمين العام للأمم المتحدة بان كي مون.
"""

from typing import NamedTuple

from analysis.framing.lists import reporting
from analysis.framing.names import (
    common_given_name,
    describes,
    fathered,
    first_of_name,
    is_eponym,
    is_foreign_name,
    is_name,
    is_name_like_verb,
    looks_like_verb,
    name_ahead,
    of_a_state,
    past_listed,
    past_quoted_body,
    quotes_person,
    reports_at,
    takes_name,
    through_sign,
)
from analysis.framing.phrase_limits import (
    OFFICES,
    at_a_post,
    at_the_end,
    clause_opens,
    coordinates,
    ends_in_nun,
    is_elative,
    is_indefinite,
    is_object,
    is_office,
    leaning_inside,
    past_withholding,
    preposition_inside,
    qualifies,
    reports,
    second_part,
    speaks_for,
    told_of,
    without_tail,
)
from analysis.framing.signs import COMMAS, DASHES
from analysis.framing.word_types import WordType
from analysis.framing.words import Words

LONGEST_SPEAKER = 22
#: Parts of an acronym are no longer: بي.بي.سي.
_LONGEST_LETTER = 3
#: A preposition written apart from the quotation marks behind it: لـ«عكاظ».
_DETACHED = frozenset("لبك")
#: The article before a number: الـ 51.
_ARTICLE = "ال"
_OTHER_THAN = "غير"
_SAME = frozenset({"نفس", "ذات"})
#: What stresses the noun before it, and belongs to it: المصدر نفسه.
ITSELF = frozenset(noun + pronoun for noun in ("نفس", "ذات") for pronoun in ("ه", "ها", "هم"))
#: The parts of a city that may stand in the name of a body.
_PARTS = frozenset({"وسط", "شرق", "غرب", "شمال", "جنوب"})
#: What may part a name from its office.
_BEFORE_A_NAME = COMMAS | DASHES
#: العام الماضي is a time; العام alone may belong to an office.
_PERIODS = frozenset({"العام", "الشهر", "الاسبوع", "الموسم"})
_WHEN = frozenset({"الماضي", "الجاري", "الحالي", "المقبل", "القادم", "المنصرم", "الفائت"})
_HONORIFICS = ("سماحت", "سمو", "معالي", "فخامت", "جلالت", "سعادت", "فضيلت")
_WITH_PRONOUN = frozenset(title + pronoun for title in _HONORIFICS for pronoun in ("ه", "ها", "هما", "هم"))
#: How a definite participle begins: المتتبع.
_PARTICIPLE = "الم"
#: The endings of sound plurals: المغردون.
_OF_MANY = ("ون", "ين", "ات")
#: Behind a word of the phrase: the next word, whether a definite word has closed the chain of nouns, and
#: whether a person's name is in it.
State = tuple[int, bool, bool]


class Speaker(NamedTuple):
    """A noun phrase: its first word, the end of its last (in words), and the kind of speaker it names."""

    first: int
    end: int
    kind: str


def speaker_at(words: Words, first: int) -> Speaker | None:
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
    if first >= len(words) or not (_may_begin(words[first]) or looks_like_verb(words, first)):
        return None
    end, named = _read(words, first)
    told_by_next = words[first].plain in _SAME or _is_superlative(words, first)
    if told_by_next and end > first + 1:
        return Speaker(first, end, _kind(words, first + 1, end, named))  # نفس المصدر، أكبر شركة
    return Speaker(first, end, _kind(words, first, end, named)) if end > first else None


def _is_superlative(words: Words, i: int) -> bool:
    """Tell أكبر before an indefinite noun that may speak."""
    after = words[i + 1] if i + 1 < len(words) else None
    heads = after is not None and (after.institution or after.title or after.anonymous)
    return heads and not words[i].definite and is_elative(words[i])


def _may_begin(head: WordType) -> bool:
    return (
        head.is_word
        and not (head.never_inside or head.time or head.adverb)
        and (head.title or head.institution or not head.participle)  # داعية may be a preacher
        and not (head.only_verb and not head.speaker_like)
        and head.plain not in _DETACHED
    )


def _read(words: Words, first: int) -> tuple[int, bool]:
    """Give the end of the noun phrase that begins at a word, and whether a person's name is in it."""
    i, closed, named = first, False, False
    stop = min(len(words), first + LONGEST_SPEAKER)
    while i < stop:
        step = _step(words, first, (i, closed, named))
        if step is None:
            break
        i, closed, named = step
    end = without_tail(words, first, i)
    behind = 0 if named or not words[first].title else _name_behind_comma(words, end)
    return (behind, True) if behind else (end, named)


def _step(words: Words, first: int, state: State) -> State | None:
    """Go on with the next word or sign; None if the phrase ends before it."""
    i, closed, named = state
    word, head = words[i], words[first]
    if word.begins_listed_name:
        listed = past_listed(words, i, reporting().full_names)
        place = 0 if listed else past_listed(words, i, reporting().place_names)
        if listed or place:
            return listed or place, True, named or bool(listed)
    if not word.is_word:
        through = through_sign(words, i, first)
        return (
            (through, closed or through - i > 1, named or quotes_person(words, first, i)) if through else None
        )
    if i == first:
        return _over_noun(words, first, state)
    if word.plain == _ARTICLE and i + 1 < len(words) and words[i + 1].kind == "number":
        return i + 2, True, named
    quoted_body = 0 if named else past_quoted_body(words, first, i)
    if quoted_body:
        return quoted_body, True, named
    if _ends_before(words, first, i, named):
        return None
    if speaks_for(words, first, i):
        return i + 1, False, named
    if word.joined:
        return _over_joined(words, first, state)
    if not named and at_a_post(words, first, i):
        return i + 1, closed, named
    if not named and len(word.form) == 1 and i + 1 < len(words) and words[i + 1].form == ".":
        return i + 2, True, named  # وكيل الوزارة د. سامر الحلبي
    if word.plain == _OTHER_THAN and i + 1 < len(words) and words[i - 1].definite and words[i + 1].definite:
        return i + 2, True, named  # المنظمة غير الحكومية
    if word.plain in ITSELF and words[i - 1].definite:
        return i + 1, True, named
    if word.plain in _PARTS and not closed and i + 1 < len(words) and words[i + 1].place:
        return i + 1, False, named  # بلدية وسط الدمام
    time = word.time and not qualifies(words, first, i)
    if word.never_inside or time or word.adverb or reports(word) or word.preposition:
        inside = word.preposition and preposition_inside(words, i, head, named, first)
        return (i + 1, False, named) if inside else None
    if word.leaning and not (is_name(word, named) or is_foreign_name(words, first, i)):
        closes = word.definite or (word.proper and not word.institution)
        return (i + 1, closes, named) if leaning_inside(words, i, first, named) else None
    return _over_noun(words, first, state)


def _is_accusative(word: WordType) -> bool:
    """Tell a text or another thing in the accusative, which is an object: أصدر الوزير بيانا."""
    return word.accusative and not word.place and (word.occasion or not word.proper)


def _ends_before(words: Words, first: int, i: int, named: bool) -> bool:
    """Tell a word that cannot go on with any phrase: a reporting noun, a relative clause, an object."""
    word = words[i]
    reporting_noun = (word.noun and not word.may_be_verb) or word.masdar or word.plain in _WITH_PRONOUN
    if reporting_noun or word.plain in _DETACHED or _is_accusative(word):
        return True
    clause = past_withholding(words, i) or told_of(words, first, i)
    return bool(clause) or is_object(words, first, i, named)


def _over_joined(words: Words, first: int, state: State) -> State | None:
    """Go on with a word behind و: the second part of a title, or another speaker."""
    i, closed, named = state
    word = words[i]
    if word.spelt.startswith("ف"):
        return None  # فالله يقول
    inside_title = not named and second_part(words, i, first)
    if not inside_title and is_name_like_verb(words, i) and (named or words[first].title):
        return i + 1, True, True  # المحقق ويبر
    if not inside_title and _second_adjective(words, i):
        return i + 1, closed, named
    if not inside_title and not coordinates(word, named or closed):
        return None
    if word.name_like and not inside_title:
        return i + 1, True, True
    return i + 1, word.definite, named


def _second_of_two_adjectives(words: Words, i: int, first: int) -> bool:
    """Tell an adjective behind another one of something indefinite: استطلاع ألماني حديث."""
    word, before = words[i], words[i - 1]
    bare = not (word.definite or before.definite or before.joined or word.only_verb)
    return bare and before.adjective and is_indefinite(words[first]) and not word.proper


def _second_adjective(words: Words, i: int) -> bool:
    """Tell an adjective that goes on with the one before it: دراسات محلية ودولية."""
    word, before = words[i], words[i - 1]
    alike = word.feminine == before.feminine and word.definite == before.definite
    return word.adjective and before.adjective and alike and not (word.may_be_verb or word.speaker_like)


def _over_noun(words: Words, first: int, state: State) -> State | None:
    i, closed, named = state
    step = _nominal(words, i, first, closed, named)
    if step is None:
        return None
    return i + 1, step[0], named or (step[1] and not is_eponym(words, first, i))


def _name_behind_comma(words: Words, i: int) -> int:
    """Give the end of the name that a comma parts from its office: رئيس المنظمة، علي صالحي، أن."""
    if i + 1 >= len(words) or words[i].form not in _BEFORE_A_NAME:
        return 0
    head = words[i + 1]
    if head.joined or not (head.title or head.name_like) or head.place or not _may_begin(head):
        return 0
    end, named = _read(words, i + 1)
    behind = words[end] if end < len(words) else None
    closes = behind is None or not behind.is_word or behind.complementiser or behind.participle
    return end if named and closes else 0


def _nominal(words: Words, i: int, first: int, closed: bool, named: bool) -> tuple[bool, bool] | None:
    """Go on with a word that may belong to the phrase: its new state (closed, named), or None to stop."""
    word, head, before = words[i], words[first], words[i - 1]
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
    if i == first and not word.only_verb:
        return word.possessed, common_given_name(words, i)
    if word.only_verb and before.personal_title and before.definite and i > first:
        return (True, True) if i + 1 < len(words) and words[i + 1].definite else None
    if word.only_verb and i == first + 1 and _names_a_body(words, first):
        return True, named
    if word.only_verb:
        if (
            head.institution
            and not before.known
            and i > first
            and i + 1 < len(words)
            and not words[i + 1].known
        ):
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
    if not closed:
        if i > first + 1 and _qualifies_indefinite(words, first, i - 1) and not word.adjective:
            return None  # مصدر أمني توقيع الاتفاق
        if ends_in_nun(before) and i > first and not word.plural:
            return None
        if i == first + 2 and head.institution and _is_object_of_unknown(words, i):
            return None
        if word.verb and not word.nominal:
            return None
        return word.possessed, named
    if named and word.personal_title and before.name_like and _name_follows(words, i):
        return True, True
    if word.title and not named and name_ahead(words, i):
        return False, named
    if head.title and not named and _may_be_given(word) and first_of_name(words, i):
        return True, True
    surname = word.title and i + 1 < len(words) and words[i + 1].complementiser  # سامر قاضي أن
    listed = (word.title and not surname) or word.anonymous or word.institution
    nisba = word.nominal and word.plain.endswith("ي") and not (listed or word.possessed)
    if named and nisba and before.name_like and not before.name_link:
        return True, True
    after = words[i + 1] if i + 1 < len(words) else None
    closes = clause_opens(words, i + 1) or (after and after.title and not after.definite)
    if named and not listed and not word.possessed and closes:
        return True, named  # بندر بن محمد حجار وزير الحج
    if (
        head.institution
        and before.is_word
        and (before.place or not before.known)
        and word.nominal
        and after
        and after.definite
        and after.adjective
    ):
        return True, named
    bare = word.nominal and not (word.may_be_verb or word.possessed or before.definite)
    if is_indefinite(head) and not named and bare and at_the_end(words, i):
        return True, named
    return None


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


def _names_a_body(words: Words, first: int) -> bool:
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


def _definite(words: Words, i: int, first: int, named: bool) -> tuple[bool, bool] | None:
    word = words[i]
    if i > first and word.plain in _PERIODS and i + 1 < len(words) and words[i + 1].plain in _WHEN:
        return None
    if i > first + 1 and not named and _qualifies_indefinite(words, first, i - 1):
        return None  # أدان محللون سياسيون القرار
    if named and (word.title or word.anonymous) and i > first:
        given, earlier = words[i - 1], words[i - 2] if i - 1 > first else None
        if given.name_like and word.plain.endswith("ي") and word.adjective and not of_a_state(word):
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


def _ends_a_name(word: WordType) -> bool:
    """Tell a surname behind what is spelt like a common noun from a thing: جيم كرافت، حديقة الأسماك."""
    return _looks_like_surname(word) if word.definite else word.name_like and not word.place


def _looks_like_surname(word: WordType) -> bool:
    """Tell a surname that no lexicon knows from an adjective: سلطان العميمي."""
    return not word.known and word.plain.endswith("ي") and not of_a_state(word)


def _kind(words: Words, first: int, end: int, named: bool) -> str:
    """Name the kind of speaker: named, institution or anonymous."""
    head = words[first]
    if head.plain in _WITH_PRONOUN:
        return "named"
    forms = [word.form for word in words[first:end]]
    if "." in forms and max(map(len, forms)) <= _LONGEST_LETTER:
        return "institution"
    if head.many and not _of_a_body(words, first, end):
        return "anonymous"
    if (head.place or head.place_cited) and not head.title:
        return "institution" if end - first <= 2 or not named else "named"
    if head.institution and not (head.title and named):
        return "institution" if _is_definite(words, first, end) else "anonymous"
    common = head.known and head.nominal and not (head.proper or head.form.endswith("ي"))
    listed = head.title or head.anonymous or head.evidence
    if common and head.definite and not listed and end == first + 2 and of_a_state(words[first + 1]):
        return "anonymous"  # المجتمع السوري
    alone = common and head.definite and end == first + 1
    participle = head.plain.startswith(_PARTICIPLE)  # المسن; a surname was told in full before
    if alone and not head.title and (head.feminine or participle or not head.adjective):
        return "anonymous"
    if named and not _near_someone(words, first, end) and not (ends_in_nun(head) and head.anonymous):
        return "named"
    office = head.title and not head.several and (is_office(head) or not head.anonymous)
    if office and _is_definite(words, first, end):
        return "institution"
    if head.evidence and _of_a_body(words, first, end):
        return "institution"
    if head.anonymous or head.evidence or head.plural or head.title:
        return "anonymous"
    if alone:
        return "anonymous"
    if common and not head.definite and _is_definite(words, first, end):
        return "named" if end == first + 2 and _ends_a_name(words[first + 1]) else "institution"
    indefinite = end - first > 1 and not _is_definite(words, first, end)
    if end == first + 1 and not head.possessed and clause_opens(words, end):
        return "named"  # أبانت منيرة أن
    return "anonymous" if indefinite or head.possessed or (head.feminine and not head.definite) else "named"


def _near_someone(words: Words, first: int, end: int) -> bool:
    """Tell an unnamed source that is only told by a name: مصدر مقرب من سامر الحلبي، سكان حي أبو بكر."""
    head = words[first]
    if not head.anonymous or head.title or head.only_verb:
        return False
    return not head.definite or any(word.preposition for word in words[first:end])


def _of_a_body(words: Words, first: int, end: int) -> bool:
    """Tell figures that a body has published: إحصاءات مصلحة الزكاة."""
    body = any(words[j].institution and not words[j].leaning for j in range(first + 1, end))
    return body and _is_definite(words, first, end)


def _is_definite(words: Words, first: int, end: int) -> bool:
    """Tell whether the phrase names something definite: an article, a name or a pronoun closes its chain."""
    for j in range(first, end):
        word = words[j]
        if not word.is_word:
            return True
        if j > first and speaks_for(words, first, j):
            return False  # متحدثة باسم الشركة
        if word.definite and (not word.leaning or j == first):
            return True
        if j == first + 1 and word.only_verb and _names_a_body(words, first):
            return True
        if word.name_like or word.place or word.possessed or not word.known:
            return j > first or word.place or word.name_like
        if j > first and word.leaning:
            return False
    return False
