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
    is_eponym,
    is_foreign_name,
    is_name,
    is_name_like_verb,
    looks_like_verb,
    of_a_state,
    past_listed,
    past_quoted_body,
    quotes_person,
    through_sign,
)
from analysis.framing.phrase_limits import (
    at_a_post,
    clause_opens,
    coordinates,
    ends_in_nun,
    is_elative,
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
from analysis.framing.phrase_nouns import ends_a_name, names_a_body, over_noun
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
_HONORIFICS = ("سماحت", "سمو", "معالي", "فخامت", "جلالت", "سعادت", "فضيلت")
_WITH_PRONOUN = frozenset(title + pronoun for title in _HONORIFICS for pronoun in ("ه", "ها", "هما", "هم"))
#: How a definite participle begins: المتتبع.
_PARTICIPLE = "الم"
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


def _second_adjective(words: Words, i: int) -> bool:
    """Tell an adjective that goes on with the one before it: دراسات محلية ودولية."""
    word, before = words[i], words[i - 1]
    alike = word.feminine == before.feminine and word.definite == before.definite
    return word.adjective and before.adjective and alike and not (word.may_be_verb or word.speaker_like)


def _over_noun(words: Words, first: int, state: State) -> State | None:
    i, closed, named = state
    step = over_noun(words, i, first, closed, named)
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
        return "named" if end == first + 2 and ends_a_name(words[first + 1]) else "institution"
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
        if j == first + 1 and word.only_verb and names_a_body(words, first):
            return True
        if word.name_like or word.place or word.possessed or not word.known:
            return j > first or word.place or word.name_like
        if j > first and word.leaning:
            return False
    return False
