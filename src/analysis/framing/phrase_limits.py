"""Where the noun phrase of a speaker goes on and where it ends: objects, clauses, prepositions, titles."""

from analysis.framing.lists import reporting
from analysis.framing.names import name_ahead
from analysis.framing.signs import CLOSING_QUOTES, OPENING_QUOTES
from analysis.framing.word_forms import strip_article
from analysis.framing.word_types import WordType
from analysis.framing.words import Words

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
        "الاف",
        "مئات",
        "عشرات",
        "معظم",
        "اي",
    }
)
#: Titles that stand for a person with a pronoun: سموه، معاليه.
#: Offices that are no form of address: behind them a common noun is an object (أدان الرئيس الهجوم).
OFFICES = frozenset({"رئيس", "وزير", "مدرب", "لاعب", "مرشح", "ملك", "امير"})
#: Adjectives of office that are spelt like times: رئيس الوزراء السابق، النائب الأول.
_RANKS = frozenset({"السابق", "السابقه", "السابقين", "السابقون", "الاول", "الاولي"})
_PAPERS = frozenset({"صحيفه", "جريده", "قناه", "موقع", "مجله"})
_IN_THE_NAME_OF = "باسم"
#: With these a name is told in two words: أبو زيد.
_KUNYA = frozenset({"ابو", "ابي", "ابا", "ام"})
#: What a text is that somebody has issued: بيان صادر عن الوزارة.
_ISSUED = frozenset({"صادر", "الصادر"})
#: The longest relative clause about an unnamed source, in words.
LONGEST_CLAUSE = 7


def past_withholding(words: Words, i: int) -> int:
    """Give the end of a relative clause that only says that a source is unnamed, or 0.

    It begins with a verb or its negation and ends in what is withheld: لم تسمه، رفض الكشف عن هويته.
    """
    if i >= len(words) or not words[i].may_be_verb:
        return 0
    for j in range(i, min(i + LONGEST_CLAUSE, len(words))):
        word = words[j]
        if not word.is_word or word.complementiser:
            return 0
        if word.plain in reporting().withheld and not word.joined:
            return j + 1
    return 0


def speaks_for(words: Words, first: int, i: int) -> bool:
    """Tell باسم behind a spokesman (المتحدث الرسمي باسم الوزارة) from the name of that spelling."""
    return words[i].spelt == _IN_THE_NAME_OF and any(is_office(word) for word in words[first:i])


def is_object(words: Words, first: int, i: int, named: bool) -> bool:
    """Tell the object behind a full name or a body's: نفى الوزير سامر الحلبي الاتهامات.

    A surname is a proper noun, unknown to the lexicon, or an adjective; a feminine or plural common noun
    never is one, another one only where the name has no second part yet. Behind the article nothing but
    an adjective goes on with a body's name: وصفت منظمة العفو الدولية القرار.
    """
    if i > first and _is_oblique_plural(words, first, i):
        return True
    if i == first or not _is_another_noun(words, i):
        return False
    if words[i].plain.startswith("الم") and i + 1 < len(words) and words[i + 1].leans_by == "ل":
        return False  # الطبيب المعالج للاعب
    before, earlier = words[i - 1], words[i - 2] if i - 2 >= first else None
    if not named or words[i].feminine:
        of_a_body = words[first].institution and before.name_like and not before.place
        return before.definite or before.place or of_a_body or (words[i].feminine and named)
    given = earlier is not None and earlier.name_like and not earlier.name_link
    of_father = earlier is not None and earlier.plain in _KUNYA
    if before.definite and not (before.title or before.anonymous):
        return True  # a surname: وصف الحلبي القرار بأنه
    full = before.definite or (before.name_like and given) or of_father
    return full and (not clause_opens(words, i + 1) or _is_called(words, first, i))


def _is_called(words: Words, first: int, i: int) -> bool:
    """Tell what somebody calls something, before what it is called: وصف سامر حداد القرار بأنه."""
    verb, after = words[first - 1].verb if first else None, words[i + 1]
    calls = verb is not None and verb.verb in reporting().two_objects
    return calls and after.complementiser and after.plain.startswith("بان")


def told_of(words: Words, first: int, i: int) -> bool:
    """Tell the relative clause behind an indefinite text: دراسة أجرتها الجامعة، بيان صحفي صدر أمس."""
    word, head = words[i], words[first]
    if not head.evidence or head.definite or not word.may_be_verb:
        return False
    pronoun = word.plain.endswith(("ها", "ه", "هم")) and not word.form.endswith("ة")
    bare = not (word.definite or word.adjective or word.joined or word.preposition)
    return pronoun or (i > first + 1 and words[i - 1].adjective and word.perfect and bare)


def _is_oblique_plural(words: Words, first: int, i: int) -> bool:
    """Tell people in the accusative behind a verb and its subject: دعا الوزير المواطنين."""
    word, verb = words[i], words[first - 1].verb if first else None
    if verb is None or not word.definite or word.leaning or word.joined:
        return False
    if word.adjective and i > first + 1 and not words[first].definite:
        return False  # بعض الخبراء الاقتصاديين
    before = words[i - 1]
    of_one = before.definite and before.feminine and not before.several
    if of_one and word.oblique and not word.proper:
        return True  # دعت المدينة الراغبين إلى
    return (
        (before.definite or before.place)
        and (word.title or word.anonymous)
        and word.plain.endswith(("ين", "ات"))
        and word.plain[2:-2] in word.stems
    )


def _is_another_noun(words: Words, i: int) -> bool:
    """Tell a definite noun that cannot qualify the definite one before it, nor stand beside it as a title."""
    word, before = words[i], words[i - 1]
    if not (word.definite and word.known and word.nominal) or word.leaning or word.joined:
        return False
    body = word.institution and not word.title  # اتهم الوزير الشركة
    if (word.proper and not body) or word.adjective or word.plain.endswith(("ي", "يه")) or is_elative(word):
        return False
    listed = word.title or word.place
    if word.plain.endswith("ين") and (word.title or word.anonymous) and not before.plain.endswith("ين"):
        return True  # in the accusative: ودعت الجامعة المرشحين
    addressed = before.personal_title and not before.stems & OFFICES
    return not (listed or addressed or before.name_link)


def at_a_post(words: Words, first: int, i: int) -> bool:
    """Tell لدى between an envoy and those to whom he is sent: السفير لدى لبنان."""
    posted = i + 1 < len(words) and (words[i + 1].place or words[i + 1].institution)
    return words[i].plain == "لدي" and words[first].title and posted


def is_elative(word: WordType) -> bool:
    """Tell the pattern of colours and comparatives, which qualify: الأبيض، الأوسط."""
    return not word.feminine and word.plain.startswith("الا") and len(word.plain) == 6


def qualifies(words: Words, first: int, i: int) -> bool:
    """Tell an adjective of an office, or a paper's name, from a time: رئيس الوزراء السابق، صحيفة اليوم."""
    before = words[i - 1]
    if words[i].definite and before.stems & _PAPERS and not before.definite:
        return True
    return i > first and words[i].plain in _RANKS and before.definite and not before.time


def reports(word: WordType) -> bool:
    """Tell a reporting participle in the accusative; مدينة, a city, is spelt like a feminine one."""
    return word.participle is not None and word.spelt.endswith("ا")


def without_tail(words: Words, first: int, end: int) -> int:
    """Take a preposition or an opening sign off the end, which the phrase behind it would have needed."""
    while end > first and (
        words[end - 1].preposition
        or words[end - 1].form in OPENING_QUOTES - CLOSING_QUOTES
        or (end - 1 > first and words[end - 1].plain.removesuffix("ه") in _ISSUED)
    ):
        end -= 1
    return end


def ends_in_nun(word: WordType) -> bool:
    """Tell an indefinite sound plural, which no noun can follow in its chain: محللون."""
    people = (word.plural and word.known and not word.proper) or word.anonymous  # مغردون
    return people and not word.definite and word.plain.endswith("ون")


def is_indefinite(head: WordType) -> bool:
    """Tell a head without the article that is no name."""
    return not head.definite and not head.name_like


def at_the_end(words: Words, i: int) -> bool:
    """Tell whether a clause, a sign or a preposition follows, so that the phrase ends here at the latest."""
    if i + 1 >= len(words):
        return True
    after = words[i + 1]
    return not after.is_word or after.never_inside or after.preposition or after.time or after.leaning


def clause_opens(words: Words, i: int) -> bool:
    """Tell whether a clause or a sign follows at once."""
    return i >= len(words) or not words[i].is_word or words[i].complementiser


def coordinates(word: WordType, closed: bool) -> bool:
    """Tell whether a word with و goes on with the phrase: ومسؤولون سوريون."""
    if word.only_verb or word.never_inside or (word.verb and word.may_be_verb and not word.proper):
        return False
    return word.speaker_like or (word.definite and not closed) or (word.plural and word.nominal)


def second_part(words: Words, i: int, first: int) -> bool:
    """Tell the second part of an office's or a body's name: وزارة التربية والتعليم، الأرصاد وحماية البيئة."""
    word, head = words[i], words[first]
    body = any(words[j].institution for j in range(first, i))
    if not (head.title or body) or not word.nominal or word.verb or word.title or word.anonymous:
        return False
    if word.definite:
        return True
    if i + 1 >= len(words) or word.may_be_verb or word.name_like:
        return False
    return words[i + 1].definite or (head.title and name_ahead(words, i + 1))


def preposition_inside(words: Words, i: int, head: WordType, named: bool, first: int) -> bool:
    """Tell whether a preposition goes on with the phrase: مصدر في الشرطة، أفراد من عائلته."""
    if named or i + 1 >= len(words):
        return False
    after, spelt = words[i + 1], words[i].spelt
    verb = words[first - 1].verb if first else None
    if spelt == "من" and verb and spelt in verb.through and not words[i - 1].stems & _QUANTIFIERS:
        return False  # حذر بعض المراقبين من
    if spelt == "عن" and any(word.plain.removesuffix("ه") in _ISSUED for word in words[i - 2 : i]):
        return True
    if after.occasion or after.never_inside or after.time or not after.is_word:
        return False
    if spelt == "من" and (words[i - 1].stems & _QUANTIFIERS):
        return True
    if head.title and (head.definite or not head.anonymous) and name_ahead(words, i + 1):
        return True
    match spelt:
        case "في":
            of_a_place = after.place or after.region or after.name_like
            if head.title and not head.definite and after.institution and not after.definite:
                return True  # مدير التسويق في شركة الطيران
            return ((head.institution or head.evidence) and of_a_place) or (
                head.anonymous and not after.addressee
            )
        case "من":
            published = head.evidence and after.institution and not head.definite  # بيانات من وزارة العمل
            return published or (head.anonymous and not after.addressee)
        case "علي":
            return _goes_on_with_on(words, i, head)
    return False


def _goes_on_with_on(words: Words, i: int, head: WordType) -> bool:
    """Tell whether على belongs to an office or a body: المشرف العام على الإعلام، هيئة الرقابة على الأفلام."""
    oversees = bool(head.stems & reporting().overseers)
    governs = head.institution and strip_article(words[i - 1].plain) in reporting().governing
    return (head.title and name_ahead(words, i + 1)) or (words[i + 1].definite and (oversees or governs))


def leaning_inside(words: Words, i: int, first: int, named: bool) -> bool:
    """Tell whether a word with a preposition attached goes on with the phrase: المتحدث باسم الوزارة."""
    word, head = words[i], words[first]
    if named or word.leans_by == "ك" or word.occasion:
        return False
    if word.leans_by == "ل":
        office = any(words[j].definite for j in range(first, i)) and name_ahead(words, i)
        in_marks = i + 1 < len(words) and words[i + 1].form in OPENING_QUOTES
        if word.addressee and any(speaks_for(words, first, j) for j in range(first + 1, i)):
            return False  # المتحدث باسم الوزارة لوكالة الأناضول
        union = word.addressee and bool(head.stems & reporting().unions) and word.definite
        if union and not in_marks:
            return True  # الاتحاد الدولي للصحفيين
        if word.addressee and (in_marks or not office or word.plain.endswith("ين")):
            return False
        return head.title or head.anonymous or head.institution or head.evidence
    if not (head.title or head.anonymous or head.institution):
        return False
    if name_ahead(words, i) or (not word.definite and (word.proper or word.institution)):
        return True
    verb = words[first - 1].verb if first else None
    at_a_place = word.plain.removeprefix("ب") in reporting().places  # بالجوف
    at_a_body = (
        word.institution
        or word.region
        or at_a_place
        or (head.title and not word.definite and _placed(words, i))
    )
    return at_a_body and word.leans_by == "ب" and not (verb and "ب" in verb.through)


def _placed(words: Words, i: int) -> bool:
    """Tell a noun that the place behind it makes definite: مدير الشؤون بتعليم جازان."""
    return i + 1 < len(words) and words[i + 1].place and words[i].nominal


def is_office(head: WordType) -> bool:
    """Tell one who speaks for others: متحدث."""
    return bool(head.stems & reporting().spokespersons)
