"""What the rules of voice ask of a word: each answer is found once a type, and only when a rule asks."""

from functools import cache

from analysis.framing.columns import Columns
from analysis.framing.lists import ReportingVerb, certainty, reporting
from analysis.framing.once import once
from analysis.framing.word_forms import (
    ATTACHED,
    CONJUNCTIONS,
    PRONOUN_ENDINGS,
    attached_preposition,
    begins_with_conjunction,
    carries_pronoun,
    citation_stems,
    done_noun,
    reporting_masdar,
    reporting_noun,
    reporting_participle,
    reporting_verb,
    skeleton_of,
    strip_article,
    without_preposition,
)
from analysis.language.orthography import normalise

#: With في these let a statement speak: جاء في البيان.
STATEMENT_VERBS = frozenset({"جاء", "ورد", "جاءت", "وردت"})
#: With على it brings in a noun that reports: على حد قوله.
LIMIT = "حد"
#: Behind على it names who said what stands before: جاء ذلك على لسان الوزير.
TONGUE = "لسان"
BEHIND_ON = frozenset({LIMIT, TONGUE})
#: A longer unknown word in ها carries a pronoun: اعتزامها.
_LONGEST_NAME_IN_HA = 5
#: The one noun that reports without any other word: قوله إن.
SAYING = "قول"

#: What a word is called of which a citation form is in a list of nouns of ``reporting.yml``.
LISTS_OF_NOUNS = {
    "anonymous": "anonymous",
    "evidence": "evidence",
    "title": "titles",
    "personal_title": "personal_titles",
    "institution": "institutions",
}


@cache
def _listed_nouns() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    lists = {name: getattr(reporting(), nouns) for name, nouns in LISTS_OF_NOUNS.items()}
    return frozenset().union(*lists.values()), lists


def listed(name: str) -> "once[bool]":
    """Give a property of words: whether a citation form of theirs is in a list of ``reporting.yml``."""

    def find(word: "WordType") -> bool:
        every, lists = _listed_nouns()
        found = word.is_word and every & word.stems
        word.__dict__.update({of: bool(found and found & nouns) for of, nouns in lists.items()})
        answer: bool = word.__dict__[name]
        return answer

    return once(find)


class WordType:
    """A distinct form: its spelling, its readings, and its part in reported speech.

    Parameters
    ----------
    columns : Columns
        The columns of the table of types.
    type_id : int
        Its row.
    may_report : bool
        Whether a rule of voice may begin at it, as :mod:`.cue_types` tells of all types at once.
    """

    def __init__(self, columns: Columns, type_id: int, may_report: bool) -> None:
        self._columns, self._type_id, self._may_report = columns, type_id, may_report
        self.form, self.kind = columns.forms[type_id], columns.kinds[type_id]
        self.is_word = self.kind == "word"

    def as_name(self) -> "WordType":
        """Give the same form read as a person's name and not as the preposition of its spelling."""
        name = WordType(self._columns, self._type_id, self._may_report)
        name.__dict__.update(preposition=False, never_inside=False, proper=True)
        return name

    # --- spelling -----------------------------------------------------------------------------

    @once
    def spelt(self) -> str:
        """The form in normalised spelling."""
        return self._columns.spelt[self._type_id]

    @once
    def joined(self) -> bool:
        """Whether it begins with a conjunction that is no letter of its own: وقال."""
        # Asked of every word that is read: most are answered by their first letter.
        may_be = self.spelt.startswith(CONJUNCTIONS)
        return may_be and begins_with_conjunction(self.spelt, self._lemma_stems)

    @once
    def plain(self) -> str:
        """The spelling without a conjunction before it."""
        return self.spelt[1:] if self.joined else self.spelt

    @once
    def stems(self) -> frozenset[str]:
        """The bare citation forms that lists of nouns are compared with."""
        stems = citation_stems(self.plain, self._lemma_stems)
        if self.leans_by:
            stems |= {strip_article(self.plain[1:]), strip_article("ا" + self.plain[1:])}
        return stems

    @once
    def definite(self) -> bool:
        """Whether it carries the article."""
        own = self.form[self.joined :].startswith("أل")  # ألماني
        short = len(self.plain) == 4 and self.plain[2:] in self._lemma_stems  # الحج
        long = len(self.plain) > 4 or (short and self.plain.startswith("ال"))
        return long and self.plain.startswith(("ال", "لل", "بال", "كال")) and not own

    @once
    def leans_by(self) -> str:
        """The preposition that is attached to it: "ل" of لصناعة; "" if none is."""
        may_lean = self.is_word and self.plain.startswith(ATTACHED)
        return attached_preposition(self.plain, self._lemma_stems) if may_lean else ""

    @once
    def leaning(self) -> bool:
        """Whether a preposition is attached to it."""
        return bool(self.leans_by)

    @once
    def possessed(self) -> bool:
        """Whether it carries a pronoun: عائلته."""
        may_carry = self.plain.endswith(PRONOUN_ENDINGS)
        return may_carry and carries_pronoun(self.form, self.plain, self._lemma_stems)

    @once
    def plural(self) -> bool:
        """Whether it ends like a sound plural of the masculine."""
        return self.known and self.plain.endswith(("ون", "ين"))

    @once
    def several(self) -> bool:
        """Whether it is a plural in the nominative, broken or sound: السفراء، مديرو، المشرفون."""
        bare = strip_article(self.plain)
        if self.plural:
            return self.plain.endswith("ون") or self.oblique
        if bare.endswith("و") and bare[:-1] in self._lemma_stems:
            return True
        plainly = self.leaning or self.possessed or bare.endswith(("ا", "ان"))
        alike = any(bare.startswith(stem) or stem.startswith(bare) for stem in self._lemma_stems)
        return bool(self.nominal and self._lemma_stems) and not (plainly or alike)

    @once
    def oblique(self) -> bool:
        """Whether it is such a plural in the accusative or genitive: المسؤولين, but not الأمين."""
        return self.plural and self.plain.endswith("ين") and strip_article(self.plain)[:-2] in self.stems

    @once
    def feminine(self) -> bool:
        """Whether it ends like a feminine noun."""
        return self.plain.endswith(("ه", "ات")) or "ة" in self.form[-1:]

    @once
    def inflected(self) -> bool:
        """Whether its ending is no part of its citation form: مؤكدة, but not مدينة, a city."""
        return self.plain.endswith("ين") or not any(stem.endswith("ه") for stem in self._lemma_stems)

    @once
    def accusative(self) -> bool:
        """Whether it ends like an indefinite noun in the accusative: مرارا."""
        return self.nominal and self.spelt.endswith("ا") and self.plain[:-1] in self._lemma_stems

    @once
    def adverb(self) -> bool:
        """Whether it is written with the ending of an adverb: أيضاً."""
        return self.is_word and self.form.endswith(("ًا", "اً"))

    # --- readings -----------------------------------------------------------------------------

    @once
    def _readings(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self._columns.readings(self._type_id)

    @property
    def _pos(self) -> tuple[str, ...]:
        return self._readings[1]

    @once
    def known(self) -> bool:
        """Whether a lexicon knows it."""
        return bool(self._pos)

    @once
    def _lemma_stems(self) -> frozenset[str]:
        return self._columns.stems(self._type_id)

    @once
    def _verbs(self) -> tuple[tuple[str, str], ...]:
        readings = zip(*self._readings, strict=True)
        return tuple([(skeleton_of(lemma), part) for lemma, part in readings if part.startswith("verb")])

    @once
    def may_be_verb(self) -> bool:
        """Whether one of its readings is a verb."""
        return bool(self._verbs)

    @once
    def only_verb(self) -> bool:
        """Whether all of its readings are verbs."""
        return bool(self._verbs) and len(self._verbs) == len(self._pos)

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
        return "noun_prop" in self._pos or self._given

    @property
    def _given(self) -> bool:
        return self.plain in reporting().given_names

    @once
    def adjective(self) -> bool:
        """Whether it may be an adjective."""
        return "adj" in self._pos

    @once
    def common(self) -> bool:
        """Whether it may be a common noun."""
        return "noun" in self._pos

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
        except_for = self.plain.endswith("لا") and "أ" not in self.form  # إلا is spelt like ألا
        return self.is_word and self.plain in reporting().complementisers and not except_for

    @once
    def never_inside(self) -> bool:
        """Whether it cannot stand inside a speaker's name."""
        lists = reporting()
        name = self._given and self.form.endswith("ة")  # منة is no منه
        listed = self.plain in lists.never_inside or self.plain in lists.complementisers
        return (listed or self.preposition) and not name

    @once
    def time(self) -> bool:
        """Whether it tells a time."""
        lists = reporting()
        other = strip_article(self.form[self.joined :]) in lists.no_times
        return not other and (strip_article(self.plain) in lists.times or self.plain in lists.times)

    #: Whether it names nobody: مصدر.
    anonymous = listed("anonymous")
    #: Whether it is evidence that speaks: دراسة.
    evidence = listed("evidence")
    #: Whether it is an office or a title: وزير.
    title = listed("title")
    #: Whether it is a title that a surname may follow at once: المهندس.
    personal_title = listed("personal_title")
    #: Whether it is a body: وزارة.
    institution = listed("institution")

    @once
    def place(self) -> bool:
        """Whether it is a state, a capital, a medium or another body that speaks by its name."""
        return self.is_word and self.plain in reporting().called_by_name

    @once
    def place_cited(self) -> bool:
        """Whether it is such a state or medium behind ل: وفقا لواشنطن."""
        return self.leans_by == "ل" and self.plain[1:] in reporting().called_by_name

    @once
    def before_noun(self) -> bool:
        """Whether it stands before a noun, as a preposition does: بين."""
        return self.preposition or self.plain in reporting().before_nouns

    @once
    def many(self) -> bool:
        """Whether it stands for many bodies at once: الصحف."""
        return self.is_word and strip_article(self.plain) in reporting().many

    @once
    def region(self) -> bool:
        """Whether it is a kind of place that something may be from: ولاية."""
        return self.is_word and bool(self._behind_preposition & reporting().regions)

    @once
    def occasion(self) -> bool:
        """Whether it is an occasion on which something is said: بيان."""
        return self.is_word and bool(self._behind_preposition & reporting().occasions)

    @once
    def addressee(self) -> bool:
        """Whether it is one to whom something is said: للصحفيين."""
        return self.is_word and bool(self._behind_preposition & reporting().addressees)

    @once
    def of_measure(self) -> bool:
        """Whether something is done by it, and not said: وفقا للنظام."""
        bare = {strip_article(self.plain), *without_preposition(self.plain)}
        return self.is_word and bool(bare & reporting().measures)

    @once
    def name_link(self) -> bool:
        """Whether it is a part of a name that leans on the next word: بن."""
        return self.plain in reporting().name_links

    @once
    def begins_listed_name(self) -> bool:
        """Whether a name in several words that ``reporting.yml`` lists begins with it."""
        return self.plain in reporting().full_names or self.plain in reporting().place_names

    @once
    def _behind_preposition(self) -> frozenset[str]:
        return self.stems | without_preposition(self.plain)

    # --- what reports ---------------------------------------------------------------------------

    @once
    def verb(self) -> ReportingVerb | None:
        """The reporting verb that it may be."""
        if not (self._may_report and self.is_word):
            return None
        return reporting_verb(self.plain, self.form, self._verbs, len(self._pos))

    @once
    def is_citation_form(self) -> bool:
        """Whether it is spelt as its verb is cited: لفت."""
        return self.verb is not None and self.plain == normalise(self.verb.verb)

    @once
    def participle(self) -> ReportingVerb | None:
        """The verb whose participle it may be: مؤكداً."""
        return reporting_participle(self.plain, self.form) if self._may_report and self.is_word else None

    @once
    def noun(self) -> ReportingVerb | None:
        """The reporting noun that it may be: قوله."""
        return reporting_noun(self.plain) if self._may_report and self.is_word else None

    @once
    def cue(self) -> bool:
        """Whether by its type alone a report may begin at it."""
        return self.is_word and (self._cue_in_any_place or self._cue_in_a_phrase or self.verb is not None)

    @once
    def cue_of_clause(self) -> bool:
        """Whether it reports only at the head of a clause, as it is mostly a time or a preposition: بين."""
        elsewhere = self._cue_in_any_place or self._cue_in_a_phrase or self.joined
        return self.cue and not elsewhere and self.time and "ّ" not in self.form

    @once
    def cue_behind_on(self) -> bool:
        """Whether it reports only behind على: على حد قوله."""
        return self.cue and self.plain in BEHIND_ON and not (self._cue_in_any_place or self.verb)

    @once
    def cue_before_in(self) -> bool:
        """Whether it reports only before في: جاء في البيان."""
        return self.cue and self.plain in STATEMENT_VERBS and not (self._cue_in_any_place or self.verb)

    @once
    def cue_behind_done(self) -> bool:
        """Whether it reports only behind تم: تم الإعلان عن."""
        return self.cue and self.done is not None and not (self._cue_in_any_place or self.verb)

    @once
    def cue_of_clause_or_quotation(self) -> bool:
        """Whether it reports only with a clause, a colon or quotation marks, and never by its object."""
        if self.verb is None or self._cue_in_any_place or self.verb.verb in reporting().passing_on:
            return False
        return self.verb.verb in reporting().direct_only or not (self.verb.takes_object or self.verb.through)

    @once
    def saying(self) -> bool:
        """Whether it only brings in what another verb reports: قائلا، بقوله، بالقول."""
        return bool(self.participle and self.participle.verb == "قال") or (
            bool(self.noun) and self.plain.startswith(("بقول", "بالقول"))
        )

    @once
    def _cue_in_any_place(self) -> bool:
        """Whether it reports as something else than a verb, whatever stands beside it."""
        lists = reporting()
        return bool(
            self.plain in lists.according_to
            or self.plain in lists.heading_nouns
            or (self.participle and not self.definite)
            or (self.noun and normalise(self.noun.verb) == SAYING)
        )

    @once
    def _cue_in_a_phrase(self) -> bool:
        return self.plain in STATEMENT_VERBS | BEHIND_ON or self.done is not None

    @once
    def masdar(self) -> ReportingVerb | None:
        """The verb whose masdar with a pronoun it may be: تأكيده."""
        return reporting_masdar(self.plain) if self.is_word else None

    @once
    def done(self) -> ReportingVerb | None:
        """The verb whose masdar it may be behind تم: الإعلان، إفادته."""
        return done_noun(self.plain) if self._may_report and self.is_word else None

    @once
    def may_mark(self) -> bool:
        """Whether a mark of certainty or polarity may begin with it."""
        first_words = certainty().first_words
        return self.is_word and (self.spelt in first_words or self.spelt[1:] in first_words)

    @once
    def passed_over(self) -> bool:
        """Whether by its type alone no clause and no report can open, end or be told of at it."""
        if not self._may_report and not self.spelt.startswith(CONJUNCTIONS):
            return self.is_word and not self.complementiser
        reports = self.verb or self.participle or self.noun
        opens = self.complementiser or (self.joined and (self.only_verb or self.preposition))
        return self.is_word and not (reports or opens)

    # --- speakers -------------------------------------------------------------------------------

    @once
    def name_like(self) -> bool:
        """Whether it may be part of a person's name: a proper noun, or unknown to the lexicon."""
        return (
            self.is_word
            and (self.proper or not self.known)
            and not (self.form.endswith("ة") and (not self.known or self.adjective) and not self._given)
            and not (not self.known and self.plain.endswith("ها") and len(self.plain) > _LONGEST_NAME_IN_HA)
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
