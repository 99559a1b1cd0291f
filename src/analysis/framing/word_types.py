"""What the rules of voice ask of a word: each answer is found once a type, and only when a rule asks."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, overload

from analysis.framing.lists import ReportingVerb, certainty, reporting, skeleton
from analysis.language.clitics import strip_clitics
from analysis.language.orthography import normalise

_SHORTEST_WORD = 3
#: The endings of a participle in the accusative, and the pronouns of the third person.
PARTICIPLE_ENDINGS = ("تين", "ين", "يا", "ا", "ه", "ات", "")
PRONOUNS = frozenset({"ه", "ها", "هم", "هما", "هن"})
_BETWEEN_WHOM = PRONOUNS | {"نا", "كم", "ي"}


Answer = TypeVar("Answer")


class once(Generic[Answer]):  # noqa: N801 (it is used as property is)
    """A property that is found when it is first asked for, as ``functools.cached_property`` without a lock.

    A type is asked some twenty questions: up to Python 3.11 the lock of each would cost more than its answer.
    """

    def __init__(self, find: "Callable[[Any], Answer]") -> None:
        self._find = find
        self.__doc__ = find.__doc__
        self._name = find.__name__

    @overload
    def __get__(self, instance: None, owner: type) -> "once[Answer]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Answer: ...
    def __get__(self, instance: object | None, owner: type) -> "once[Answer] | Answer":
        """Find the answer; from then on the instance holds it, and this is not called again."""
        if instance is None:
            return self
        answer = instance.__dict__[self._name] = self._find(instance)
        return answer


class WordType:
    """A distinct form: its spelling, its readings, and its part in reported speech.

    Parameters
    ----------
    form, kind : str
        The form and its kind, as the table of types has them.
    spelt : str
        The form in normalised spelling.
    lemmas, pos : sequence of str
        Its readings, of equal length; none where no lexicon knows the form.
    """

    def __init__(
        self, form: str, kind: str, spelt: str, lemmas: Sequence[str], pos: Sequence[str]
    ) -> None:
        self.form, self.kind, self.spelt, self._lemmas, self._pos = form, kind, spelt, lemmas, pos
        self.is_word = kind == "word"
        self.known = bool(lemmas)

    def as_name(self) -> "WordType":
        """Give the same form read as a person's name and not as the preposition of its spelling."""
        name = WordType(self.form, self.kind, self.spelt, self._lemmas, self._pos)
        name.__dict__.update(preposition=False, never_inside=False, proper=True)
        return name

    # --- spelling -----------------------------------------------------------------------------

    @once
    def joined(self) -> bool:
        """Whether it begins with a conjunction that is no letter of its own: وقال."""
        return _joined(self.spelt, self._lemma_stems)

    @once
    def plain(self) -> str:
        """The spelling without a conjunction before it."""
        return self.spelt[1:] if self.joined else self.spelt

    @once
    def stems(self) -> frozenset[str]:
        """The bare citation forms that lists of nouns are compared with."""
        stems = _stems(self.plain, self._lemma_stems)
        if self.leans_by:
            stems |= {_strip_article(self.plain[1:]), _strip_article("ا" + self.plain[1:])}
        return stems

    @once
    def definite(self) -> bool:
        """Whether it carries the article."""
        return len(self.plain) > 4 and self.plain.startswith(("ال", "لل", "بال", "كال"))

    @once
    def leans_by(self) -> str:
        """The preposition that is attached to it: "ل" of لصناعة; "" if none is."""
        return _leaning(self.plain, self._lemma_stems) if self.is_word else ""

    @property
    def leaning(self) -> bool:
        """Whether a preposition is attached to it."""
        return bool(self.leans_by)

    @once
    def possessed(self) -> bool:
        """Whether it carries a pronoun: عائلته."""
        return _possessed(self.form, self.plain, self._lemma_stems)

    @once
    def plural(self) -> bool:
        """Whether it ends like a sound plural of the masculine."""
        return self.known and self.plain.endswith(("ون", "ين"))

    @once
    def feminine(self) -> bool:
        """Whether it ends like a feminine noun."""
        return self.plain.endswith(("ه", "ات")) or "ة" in self.form[-1:]

    @once
    def adverb(self) -> bool:
        """Whether it is written with the ending of an adverb: أيضاً."""
        return self.is_word and self.form.endswith(("ًا", "اً"))

    # --- readings -----------------------------------------------------------------------------

    @once
    def _lemma_stems(self) -> frozenset[str]:
        return frozenset(map(_stem, self._lemmas))

    @once
    def _verbs(self) -> list[tuple[str, str]]:
        readings = zip(self._lemmas, self._pos, strict=True)
        return [(_skeleton(lemma), part) for lemma, part in readings if part.startswith("verb")]

    @once
    def may_be_verb(self) -> bool:
        """Whether one of its readings is a verb."""
        return bool(self._verbs)

    @once
    def only_verb(self) -> bool:
        """Whether all of its readings are verbs."""
        return bool(self._verbs) and len(self._verbs) == len(self._lemmas)

    @once
    def perfect(self) -> bool:
        """Whether it may be a perfect verb."""
        return any(part.startswith("verb_perfect") for _, part in self._verbs)

    @once
    def imperfect(self) -> bool:
        """Whether it may be an imperfect verb."""
        return any(part.startswith("verb_imperfect") for _, part in self._verbs)

    @once
    def passive(self) -> bool:
        """Whether it may be a passive verb."""
        return any(part.endswith("passive") for _, part in self._verbs)

    @once
    def only_passive(self) -> bool:
        """Whether every verb that it may be is passive."""
        return bool(self._verbs) and all(part.endswith("passive") for _, part in self._verbs)

    @once
    def proper(self) -> bool:
        """Whether it may be a proper noun."""
        return "noun_prop" in self._pos or self.plain in reporting().given_names

    @once
    def adjective(self) -> bool:
        """Whether it may be an adjective."""
        return "adj" in self._pos

    @once
    def nominal(self) -> bool:
        """Whether it may be a noun or an adjective."""
        return any(part.startswith(("noun", "adj")) for part in self._pos)

    # --- the lists of reporting.yml -------------------------------------------------------------

    @once
    def preposition(self) -> bool:
        """Whether it is a preposition that stands by itself."""
        return self.plain in reporting().prepositions

    @once
    def complementiser(self) -> bool:
        """Whether it opens a reported clause: أن."""
        return self.is_word and self.plain in reporting().complementisers

    @once
    def never_inside(self) -> bool:
        """Whether it cannot stand inside a speaker's name."""
        lists = reporting()
        return self.plain in lists.never_inside or self.preposition or self.plain in lists.complementisers

    @once
    def time(self) -> bool:
        """Whether it tells a time."""
        return _strip_article(self.plain) in reporting().times or self.plain in reporting().times

    @once
    def anonymous(self) -> bool:
        """Whether it names nobody: مصدر."""
        return self._listed(reporting().anonymous)

    @once
    def evidence(self) -> bool:
        """Whether it is evidence that speaks: دراسة."""
        return self._listed(reporting().evidence)

    @once
    def title(self) -> bool:
        """Whether it is an office or a title: وزير."""
        return self._listed(reporting().titles)

    @once
    def personal_title(self) -> bool:
        """Whether it is a title that a surname may follow at once: المهندس."""
        return self._listed(reporting().personal_titles)

    @once
    def institution(self) -> bool:
        """Whether it is a body: وزارة."""
        return self._listed(reporting().institutions)

    @once
    def place(self) -> bool:
        """Whether it is a state, a capital or a medium that speaks by its name."""
        return self.is_word and (self.plain in reporting().places or self.plain in reporting().media)

    @once
    def occasion(self) -> bool:
        """Whether it is an occasion on which something is said: بيان."""
        return self.is_word and bool(self._behind_preposition & reporting().occasions)

    @once
    def addressee(self) -> bool:
        """Whether it is one to whom something is said: للصحفيين."""
        return self.is_word and bool(self._behind_preposition & reporting().addressees)

    @once
    def name_link(self) -> bool:
        """Whether it is a part of a name that leans on the next word: بن."""
        return self.plain in reporting().name_links

    @once
    def _behind_preposition(self) -> frozenset[str]:
        return self.stems | _without_preposition(self.plain)

    def _listed(self, nouns: frozenset[str]) -> bool:
        return self.is_word and not self.stems.isdisjoint(nouns)

    # --- what reports ---------------------------------------------------------------------------

    @once
    def verb(self) -> ReportingVerb | None:
        """The reporting verb that it may be."""
        return _verb(self.plain, self.form, self._verbs, len(self._lemmas)) if self.is_word else None

    @once
    def participle(self) -> ReportingVerb | None:
        """The verb whose participle it may be: مؤكداً."""
        return _participle(self.plain, self.form) if self.is_word else None

    @once
    def noun(self) -> ReportingVerb | None:
        """The reporting noun that it may be: قوله."""
        return _noun(self.plain) if self.is_word else None

    @once
    def masdar(self) -> ReportingVerb | None:
        """The verb whose masdar with a pronoun it may be: تأكيده."""
        return _masdar(self.plain) if self.is_word else None

    @once
    def may_mark(self) -> bool:
        """Whether a mark of certainty or polarity may begin with it."""
        first_words = certainty().first_words
        return self.is_word and (self.spelt in first_words or self.spelt[1:] in first_words)

    # --- speakers -------------------------------------------------------------------------------

    @once
    def name_like(self) -> bool:
        """Whether it may be part of a person's name: a proper noun, or unknown to the lexicon."""
        return (
            self.is_word
            and (self.proper or not self.known)
            and not (self.form.endswith("ة") and (not self.known or self.adjective))
            and not (self.definite or self.title or self.anonymous or self.institution or self.time)
            and not (self.never_inside or self.participle)
        )

    @once
    def speaker_like(self) -> bool:
        """Whether it may head the noun phrase of a speaker."""
        return (
            self.anonymous
            or self.evidence
            or self.title
            or self.institution
            or self.place
            or self.name_link
            or (self.is_word and (self.proper or not self.known))
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


def _verb(plain: str, form: str, verbs: Sequence[tuple[str, str]], readings: int) -> ReportingVerb | None:
    """Give the reporting verb that a form may be; none for the first and second persons."""
    lists = reporting()
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


def _participle(plain: str, form: str) -> ReportingVerb | None:
    """Give the verb of an accusative participle: مشيرا، مشيرة، مشيرين."""
    participles = reporting().participles
    for ending in PARTICIPLE_ENDINGS:
        stem = plain.removesuffix(ending)
        if plain.endswith(ending) and stem in participles and (ending or "ً" in form):
            return participles[stem]
    return None


def _noun(plain: str) -> ReportingVerb | None:
    bare = plain.removeprefix("ب")
    for stem, noun in reporting().nouns.items():
        if bare == f"ال{stem}" or (bare.startswith(stem) and bare[len(stem) :] in PRONOUNS | {""}):
            return noun
    return None


def _masdar(plain: str) -> ReportingVerb | None:
    """Give the verb of a masdar with its speaker as a suffix: تأكيده، إشارتها."""
    masdars = reporting().masdars
    for suffix in PRONOUNS:
        stem = plain.removesuffix(suffix)
        if plain.endswith(suffix):
            found = masdars.get(stem) or masdars.get(stem.removesuffix("ت") + "ه")
            if found:
                return found
    return None
