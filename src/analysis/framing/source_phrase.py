"""Who speaks: the noun phrase behind a cue, the one before it, or the speaker of the sentence so far."""

from analysis.framing.acts import Act
from analysis.framing.cue_types import AS, CLAUSE_STARTERS, TAKEN_UP
from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.names import LONGEST_QUOTED_NAME, of_a_state
from analysis.framing.opening import Openings
from analysis.framing.phrase_limits import without_tail
from analysis.framing.signs import CLOSING_QUOTES, COMMAS, DASHES, OPENING_QUOTES
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.surface import KAN, LONGEST_WAY, NEAR, RELATIVES, RESUMPTIVE

LONGEST_SUBJECT = 25
#: How far كان may stand before the verb behind its subject and قد.
LONGEST_TITLED = 16
#: How many acts back in its sentence a speaker is looked for, and how wide a gap a mark may leave.
LAST_ACTS = 24
_BOUNDARIES = frozenset(
    {"حيث", "فيما", "بينما", "لكن", "كما", "ثم", "اذ", "بعدما", "عندما", "ان", "انه", "بل", "حين"}
)


#: Times and places that need a noun behind them, which does not speak: أقر خلال المحادثات بأن.
_DURING = frozenset({"خلال", "اثناء", "عقب", "قبيل", "امام"})

#: Before one who is spoken to, whose name stands in marks: وقال لـ«الصباح».
_TO = frozenset({"لـ", "ل"})
#: What may stand between a verb and its subject.
_STEPPED_OVER = _TO | {"ذلك", "هذا", "كذلك", "ايضا"}
#: What may stand between according to and a source: وفقا لأحدث دراسة.
LATEST = frozenset({"احدث", "لاحدث", "اخر", "لاخر"})
_BEFORE_A_SOURCE = LATEST | {"ل", "ال", "نفس", "لنفس", "ذات", "لذات", "هذه", "تلك", "هؤلاء"}

#: Before those who are spoken to: وحث جميع الأطراف على.
_EVERY = frozenset({"جميع", "كافه", "كل"})
_EVERYBODY = "الجميع"
#: Behind this stands who is spoken of: أما سامر فيقول.
_AS_FOR = "اما"
#: أن and إن with a pronoun of the third person.
_THAT_IT = frozenset({"انه", "انها", "انهم", "انهما", "انهن"})


#: Behind a verb these take up the text or the talk that it stands in: بيان للوزارة أكدت فيه.
_IN_WHICH = frozenset({"فيه", "فيها", "خلاله", "خلالها"})


class Sources(Openings):
    """Finds who speaks."""

    def _subject_after(self, i: int) -> Speaker | None:
        """Give the noun phrase behind a verb, past ذلك, times, and those who are spoken to."""
        j, stop = i + 1, min(len(self.words), i + LONGEST_WAY)
        skipped = False
        if self._has_its_subject(i):
            return None
        verb = self.words[i].verb
        while j < stop:
            word = self.words[j]
            if word.complementiser or self._breaks(j):
                return None
            if (
                word.plain in _TO
                and j + 1 < stop
                and self.words[j + 1].form in OPENING_QUOTES | CLOSING_QUOTES
            ):
                j, skipped = self._past_marks(j + 1), True
                continue
            if not word.is_word:
                quoted_name = self._short_name_in_marks(j) if j == i + 1 else None
                if quoted_name:
                    return quoted_name
                if self.words[j].form in '(«“"' and j > i + 1 and skipped:
                    j = self._past_marks(j)
                    continue
                if skipped and self.words[j].form in '،)»”"-':
                    j += 1
                    continue
                return None
            if word.plain in _DURING and word.time:
                past = self._past_phrase(j)
                if past is None:
                    return None
                j, skipped = past, True
                continue
            if (
                word.plain in _STEPPED_OVER
                or word.plain in RESUMPTIVE
                or self._points_at_speaker(j)
                or word.time
                or (word.adverb and not word.name_like)
                or self._is_adverbial(j)
            ):
                j, skipped = j + 1, True
                continue
            if word.preposition and verb and word.plain in verb.through:
                return None
            if word.preposition or (
                word.leaning and not (word.proper and not word.definite and word.leans_by == "ب")
            ):
                past = self._past_phrase(j)
                if past is None:
                    return None
                j, skipped = past, True
                continue
            if word.plain == _EVERYBODY and j == i + 1:
                return Speaker(j, j + 1, "anonymous")
            if word.never_inside:
                return None
            head = self.words[j]
            if j == i + 1 and head.joined and not head.speaker_like and self._opening_at(j + 1) == j + 1:
                return Speaker(j, j + 1, "named")  # a name that begins like a conjunction: وقال ويلسون إن
            speaker = speaker_at(self.words, j)
            if speaker and verb and verb.verb in reporting().addressing and self._is_addressed(i, j):
                return None
            if speaker and skipped and not head.speaker_like and not head.definite:
                return None
            if speaker and skipped and head.plural and head.definite and head.plain.endswith("ين"):
                return None  # no subject: وأكدت أمام المراسلين
            return speaker
        return None

    def _is_addressed(self, verb: int, i: int) -> bool:
        """Tell by case or gender one who is spoken to: حث المسؤولين على، طالب الحكومة بوقف."""
        head = self.words[i]
        oblique = head.plural and head.plain.endswith("ين")
        accusative = oblique or (head.feminine and self._feminine_verb(verb) is False)
        thing = head.known and not (head.speaker_like or head.feminine)
        accusative = accusative or (thing and self._feminine_verb(verb) is True)  # ودعت المجتمع إلى
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        every = head.plain in _EVERY and after is not None and after.definite
        return every or (head.definite and accusative and not head.leaning)

    def _points_at_speaker(self, i: int) -> bool:
        """Step over the demonstrative of هذه المصادر."""
        return (
            self._plain(i) in ("هذه", "هؤلاء", "تلك")
            and i + 1 < len(self.words)
            and (self.words[i + 1].speaker_like)
        )

    def _has_its_subject(self, i: int) -> bool:
        """Tell a verb whose subject cannot follow: طالبوا, or behind الذي with no pronoun of its own."""
        plain = self._plain(i)
        if plain.endswith(("وا", "ون")) or self._told_before(i):
            return True
        relative = i > 0 and self._plain(i - 1) in RELATIVES and not self._of_other_gender(i)
        takes_up = self._has_object_pronoun(i) or self._plain(i + 1) in RESUMPTIVE
        return relative and not takes_up and not self._clause_takes_up(i)

    def _of_other_gender(self, i: int) -> bool:
        """Tell a verb that cannot have the relative before it for its subject: الذي أعلنت الوزارة عن."""
        feminine = self._feminine_verb(i)
        return feminine is (self._plain(i - 1) == "الذي") and self._plain(i - 1) != "الذين"

    def _told_before(self, i: int) -> bool:
        """Tell a verb whose subject stands between كان and قد: كان النادي قد طالب الاتحاد بالسماح."""
        if self._plain(i - 1) != "قد" or i < 3 or not self.words[i - 2].is_word:
            return False
        return any(self._plain(j) in KAN for j in range(max(i - LONGEST_TITLED, 0), i - 2))

    def _has_object_pronoun(self, i: int) -> bool:
        """Tell a verb behind a relative whose object is the noun before it: التي وصفها بأنها."""
        return self._plain(i).endswith(("ه", "ها", "هم")) and not self.words[i].is_citation_form

    def _clause_takes_up(self, i: int) -> bool:
        """Tell الهجوم الذي قال مسؤولون إنه, whose pronoun is of the attack, from الوزير الذي قال إنه."""
        verb, subject = self.words[i].verb, speaker_at(self.words, i + 1)
        if subject is None or verb is None or verb.verb in reporting().with_a_person | reporting().addressing:
            return False
        head = self.words[subject.first]
        agrees = not head.feminine or self._feminine_verb(i) is not False
        nominative = agrees and head.speaker_like and not (head.plural and head.plain.endswith("ين"))
        return nominative and (
            self._plain(subject.end) in _THAT_IT or self._takes_object_behind(subject, verb)
        )

    def _takes_object_behind(self, subject: Speaker, verb: ReportingVerb) -> bool:
        """Tell an object behind the subject, so that the relative is neither: التي تناقلت الصحف خبرها."""
        if not verb.takes_object or subject.end >= len(self.words):
            return False
        after, closed = self.words[subject.end], self.words[subject.end - 1].definite
        noun = after.nominal and not (after.joined or after.leaning or after.time or after.definite)
        return noun and (closed or self.words[subject.first].definite)

    def _short_name_in_marks(self, i: int) -> Speaker | None:
        """Read a body that is only named in marks: كتبت «قوات الدفاع الشعبي» على موقعها أن."""
        if self.words[i].form not in OPENING_QUOTES or i + 2 >= len(self.words) or not self.words[i - 1].verb:
            return None
        close = self._quotation_end(i)
        if close is None or close - i < 2 or close + 1 >= len(self.words):
            return None
        head = self.words[i + 1]
        alone = close == i + 2 and head.definite
        if not (head.speaker_like or (alone and self._goes_on(close + 1, i - 1))) or head.leans_by == "ب":
            return None
        return Speaker(i + 1, close, self._kind_in_marks(i + 1, close))

    def _goes_on(self, i: int, verb: int) -> bool:
        """Tell whether what a verb reports opens at a word: a clause, or the verb's own preposition."""
        reports = self.words[verb].verb
        return self.words[i].complementiser or (reports is not None and self._plain(i) in reports.through)

    def _kind_in_marks(self, first: int, end: int) -> str:
        """Tell a surname in marks (كشف «الحليم») from a body that is named so: «التجارة»."""
        head = self.words[first]
        surname = end == first + 1 and head.definite and not (head.institution or head.place or head.feminine)
        return "named" if surname else "institution"

    def _quoted_before(self, i: int) -> Speaker | None:
        """Read a name in marks at the head of its clause, right before a verb: «التجارة» تعلن."""
        if self.words[i - 1].form not in CLOSING_QUOTES:
            return None
        for j in range(i - 2, max(i - 3 - LONGEST_QUOTED_NAME, -1), -1):
            if self.words[j].form in OPENING_QUOTES:
                at_the_head = j == 0 or not self.words[j - 1].is_word or self._plain(j - 1) in KAN
                named = at_the_head and j < i - 2
                return Speaker(j + 1, i - 1, self._kind_in_marks(j + 1, i - 1)) if named else None
            if not self.words[j].is_word:
                return None
        return None

    def _past_closing_mark(self, subject: Speaker) -> int:
        """Give the first word behind a speaker, past the mark that closes a name: بيّن "الدوسري" أن."""
        end = subject.end
        in_marks = end < len(self.words) and self.words[subject.first - 1].form in OPENING_QUOTES
        return end + (in_marks and self.words[end].form in CLOSING_QUOTES)

    def _past_phrase(self, i: int) -> int | None:
        """Give the end of a prepositional phrase: behind its closing noun, before a title or a name.

        The words behind it are searched for one who speaks; None if the clause opens first.
        """
        j = i + 1
        if self.words[i].preposition and j < len(self.words) and self.words[j].is_word:
            j += 1
        stop = min(len(self.words), i + 14)
        while j < stop:
            word = self.words[j]
            if word.complementiser or self._breaks(j):
                return None
            if not word.is_word:
                if self.words[j].form in OPENING_QUOTES or self.words[j].form == "(":
                    j = self._past_marks(j)
                    continue
                return j if self.words[j].form == "،" else j + 1
            closed = (
                self.words[j - 1].definite
                or not self.words[j - 1].is_word
                or self.words[j - 1].possessed
                or (self.words[j - 1].time and not self.words[j - 1].before_noun)
            )
            if (
                closed
                and (word.title or word.anonymous or word.institution)
                and not word.joined
                and not word.leaning
            ):
                return j
            if closed and word.name_like and not word.place and not word.leaning:
                return j
            if word.verb and word.only_verb:
                return None
            j += 1
        return None

    def _short_subject(self, subject: Speaker) -> Speaker:
        """End a bare subject before the object that a verb with a pronoun still takes: اعتبرها خبراء فرصة."""
        head = self.words[subject.first]
        if head.definite or subject.kind == "named" or not head.anonymous:
            return subject
        for j in range(subject.first + 1, subject.end):
            word = self.words[j]
            if not (word.definite or word.adjective or word.possessed or word.preposition or word.joined):
                return subject._replace(end=without_tail(self.words, subject.first, j))
        return subject

    def _is_subject(self, i: int, subject: Speaker, opens: int, verb: ReportingVerb) -> bool:
        """Tell the subject of a verb from its object: أكد أهمية الكعبة has no subject."""
        head = self.words[subject.first]
        if head.speaker_like or head.plural or self._is_surname(subject):
            return True
        clause = opens < len(self.words) and self.words[opens].complementiser
        behind_its_own = not self.words[opens - 1].preposition or self._plain(opens - 1) in verb.through
        if clause and behind_its_own and (not verb.takes_object or head.definite or opens == subject.end):
            return True
        if self._links(subject, verb):
            return verb.verb not in reporting().addressing  # ودعا المنشآت إلى
        if clause and behind_its_own and head.nominal and self._plain(subject.end) in RELATIVES:
            return True
        if self._opens_directly(subject.end, opens) and (not verb.takes_object or head.definite):
            return True
        return not verb.takes_object and not verb.through

    def _links(self, subject: Speaker, verb: ReportingVerb) -> bool:
        """Tell a definite noun phrase that the verb's own preposition follows at once."""
        return self.words[subject.first].definite and self._plain(subject.end) in verb.through

    def _is_surname(self, subject: Speaker) -> bool:
        """Tell a name spelt like a common noun: alone between a verb and a comma nothing else is bare."""
        head, end = self.words[subject.first], subject.end
        bare = head.nominal and not (
            head.definite or head.joined or head.leaning or head.possessed or head.feminine
        )
        alone = end == subject.first + 1 and end < len(self.words) and self.words[end].form in COMMAS
        return alone and bare and self.words[subject.first - 1].only_verb

    def _is_human_plural(self, subject: Speaker) -> bool:
        """Tell a definite sound plural in the nominative, which means people: المحتجون."""
        head = self.words[subject.first]
        return head.plural and head.definite and head.plain.endswith("ون")

    def _text_before(self, i: int) -> Speaker | None:
        """Give the text that an imperfect right behind it, or some words on, tells of: بلاغا أمس يفيد بأن."""
        if not self.words[i].imperfect or self.words[i].joined:
            return None
        for j in range(i - 1, max(i - NEAR - 1, -1), -1):
            word = self.words[j]
            if word.evidence and not (word.definite or word.leaning or word.possessed):
                adjective = j + 1 < i and self.words[j + 1].adjective and not self.words[j + 1].definite
                return Speaker(j, j + 1 + adjective, "anonymous")
            if word.form not in COMMAS and (not word.is_word or word.only_verb or word.complementiser):
                return None
        return None

    def _did_before(self, i: int) -> Speaker | None:
        """Give the subject of the verb right before, which goes on: تأثر القصبي وعلق عليه."""
        if i < 2 or not (self.words[i].joined and self.words[i].perfect and self.words[i - 1].definite):
            return None
        did = self.words[i - 2]
        same = self._feminine_verb(i) is False and not did.plain.endswith(("ت", "وا"))
        if not (did.only_verb and did.perfect and same) or did.verb:
            return None
        speaker = speaker_at(self.words, i - 1)
        return speaker if speaker and speaker.kind == "named" and speaker.end == i else None

    def _subject_before(self, i: int) -> Speaker | None:
        """Give the noun phrase before a verb: مصدر أمني قال إن; ... ممثل الصندوق الذي قال إن."""
        at_hand = self._text_before(i) or self._did_before(i)
        if at_hand:
            return at_hand
        j = i - 1
        while j >= 0 and (
            self._plain(j) in ("قد", "الذي", "التي", "الذين") or self.words[j].time or self.words[j].adverb
        ):
            j -= 1
        relative = any(self._plain(k) in ("الذي", "التي", "الذين") for k in range(j + 1, i))
        if relative and self._has_object_pronoun(i):
            return None
        if self._plain(i + 1) in _IN_WHICH:
            return self._who_made_it(i)
        if relative and j >= 0 and self.words[j].form in COMMAS:
            j -= 1
        if j > 0 and self.words[j].form in DASHES:
            j = self._before_dashes(j)
        if j < 0 or not self.words[j].is_word:
            return self._quoted_before(j + 1) if j >= 0 and self._told_between(j, i) else None
        begin, stop = j + 1, max(-1, j - LONGEST_SUBJECT)
        candidates: list[int] = []
        while begin - 1 > stop:
            word = self.words[begin - 1]
            if not word.is_word and word.form not in '"«»“”()/':
                break
            if word.only_verb or word.plain in _BOUNDARIES or word.plain in KAN:
                break
            begin -= 1
            if word.joined and word.spelt.startswith("ف"):
                break
            if relative:
                candidates.insert(0, begin) if self._may_head(begin) else None
        while begin <= j and (not self.words[begin].is_word or self._is(begin, _AS_FOR)):
            begin += 1
        of_relative_clause = not relative and begin <= j and self._plain(begin - 2) in RELATIVES
        starts = candidates if relative or of_relative_clause else [begin]
        for start in starts:
            speaker = speaker_at(self.words, start)
            reaches = speaker and (speaker.end >= j + 1 or (not relative and self._reaches(speaker, j + 1)))
            head = self.words[start]
            of_preposition = head.leaning and head.definite and not relative  # أشاد بالقوات وعبّر عن
            told = self._told_before(i) and head.definite and speaker is not None and speaker.end == i - 1
            if speaker and reaches and (head.speaker_like or told) and not of_preposition:
                return Speaker(start, min(speaker.end, j + 1), speaker.kind)
        return None if relative else self._before_relative_clause(i)

    def _before_dashes(self, i: int) -> int:
        """Step back over a description between dashes: سامر الحلبي - بائع عطور - يقول."""
        near = range(i - 2, max(i - LONGEST_TITLED, 0), -1)
        return next((j - 1 for j in near if self.words[j].form in DASHES), i)

    def _told_between(self, close: int, verb: int) -> bool:
        """Tell that nothing but قد parts a mark from the verb behind it: كانت «الصباح» قد أشارت."""
        return close == verb - 1 or (close == verb - 2 and self._is(verb - 1, "قد"))

    def _who_made_it(self, i: int) -> Speaker | None:
        """Give whose statement a verb takes up: تصريحات للوزير أكد فيها، مقابلة مع الوزير قال فيها."""
        for j in range(i - 1, max(0, i - LONGEST_SUBJECT), -1):
            if self._breaks(j) or self.words[j].complementiser:
                return None
            if self.words[j - 1].occasion and (self.words[j].leans_by == "ل" or self._is(j, "مع")):
                speaker = speaker_at(self.words, j + self._is(j, "مع"))
                return speaker if speaker and speaker.end == i else None
        return None

    def _before_relative_clause(self, i: int) -> Speaker | None:
        """Give the subject that a relative clause parts from its verb: الوزير الذي زار المدينة أمس أكد أن."""
        if self.words[i].joined:
            return None
        for j in range(i - 1, max(0, i - LONGEST_SUBJECT), -1):
            if self.words[j].complementiser or self._breaks(j) or self._joined_behind_comma(j):
                return None
            if self._plain(j) in RELATIVES and self.words[j + 1].may_be_verb:
                agrees = self._feminine_verb(i) in (None, self._plain(j) == "التي")
                subject = self._subject_before(j + 1) if agrees else None
                return subject if subject and self._heads_clause(subject.first) else None
        return None

    def _joined_behind_comma(self, i: int) -> bool:
        """Tell whether something else begins at a word: ، وهو عمل."""
        return self.words[i].joined and self.words[i - 1].form in COMMAS

    def _heads_clause(self, i: int) -> bool:
        """Tell a speaker at the head of its clause from a thing (النجاح) and from part of a phrase."""
        head = self.words[i]
        listed = head.title or head.anonymous or head.institution or head.evidence or head.place
        if head.definite and head.nominal and not listed:
            return False
        return (
            i == 0
            or self.words[i].joined
            or not self.words[i - 1].is_word
            or self._plain(i - 1) in _BOUNDARIES
        )

    def _reaches(self, speaker: Speaker, verb: int) -> bool:
        """Tell whether nothing but an office stands between a speaker and the verb: X وزير الخارجية قال."""
        office = speaker_at(self.words, speaker.end)
        behind = self.words[speaker.end]
        titled = (behind.title or behind.anonymous) and speaker.kind == "named"
        return titled and office is not None and office.end >= verb

    def _may_head(self, i: int) -> bool:
        word = self.words[i]
        leaning = word.leaning and word.leans_by != "ل"
        return word.is_word and word.speaker_like and not (word.preposition or leaning or word.never_inside)

    def _first_head(self, i: int) -> int:
        """Give the first of the words in a row that may head a speaker's noun phrase."""
        while i and self._may_head(i - 1):
            i -= 1
        return i

    def _nearest_speaker(self, i: int) -> Speaker | None:
        """Give the last noun phrase before a word that may speak."""
        for j in range(i - 1, max(-1, i - LONGEST_SUBJECT), -1):
            if self._may_head(j):
                first = self._first_head(j)
                speaker = speaker_at(self.words, first)
                if (
                    speaker
                    and speaker.end <= i
                    and (self.words[first].title or self.words[first].anonymous or speaker.kind == "named")
                ):
                    return speaker
        return self._speaker_so_far(i, None)

    def _speaker(self, i: int, leaning: bool = False) -> Speaker | None:
        while i < len(self.words) and self._plain(i) in _BEFORE_A_SOURCE:
            i += 1
        return speaker_at(self.words, i)

    def _named_in_quotes(self, i: int) -> Speaker | None:
        """Read a medium's name in marks with nothing before it: بحسب (جارديان), وفقا لـ«المورمون»."""
        if i < len(self.words) and self.words[i].spelt == "ل":
            i += 1
        if i < len(self.words) and (
            self.words[i].form in OPENING_QUOTES | CLOSING_QUOTES or self.words[i].form == "("
        ):
            for j in range(i + 1, min(i + 7, len(self.words))):
                if self.words[j].form in CLOSING_QUOTES or self.words[j].form == ")":
                    return Speaker(i + 1, j, "institution") if j > i + 1 else None
        return None

    def _may_be_cited(self, speaker: Speaker) -> bool:
        head = self.words[speaker.first]
        if head.of_measure:
            return self._is_of_a_state(speaker.first + 1)  # a government: النظام السوري
        if self._is_number_of(speaker.first):
            return False
        if (head.institution and head.possessed) or (head.definite and not head.known and head.leaning):
            return False
        if head.institution and speaker.kind == "anonymous":
            return bool(
                head.stems
                & {"صحيفه", "وكاله", "موقع", "قناه", "منظمه", "صحف", "وكالات", "وسائل", "جهه", "مركز"}
            )
        stems = head.stems | ({head.plain[1:]} if head.leaning else set())
        listed = head.title or head.anonymous or head.evidence or head.institution or head.place
        several = head.plural and not head.definite and (head.adjective or not head.known)
        if listed or stems & reporting().statements or several:
            return True
        return (
            speaker.kind == "named"
            and (head.proper or not head.known)
            and not (head.definite and head.nominal)
        )

    def _is_of_a_state(self, i: int) -> bool:
        """Tell the adjective of a state, السوري, behind a definite noun, from الأساسي."""
        if i >= len(self.words) or not (self.words[i].definite and self.words[i - 1].definite):
            return False
        return of_a_state(self.words[i])

    def _is_number_of(self, i: int) -> bool:
        """Tell حسب عدد السكان from حسب عدد من السكان."""
        return "عدد" in self.words[i].stems and not self._is(i + 1, "من")

    def _owner_of_noun(self, i: int) -> Speaker | None:
        """Give the subject of a masdar, which ends before the object behind ل: نفي الوزارة لشائعات."""
        subject = speaker_at(self.words, i) if i < len(self.words) and self.words[i].speaker_like else None
        if subject is None:
            return None
        end = next((j for j in range(i + 1, subject.end) if self.words[j].leans_by == "ل"), subject.end)
        return subject._replace(end=end)

    def _speaker_so_far(self, i: int, feminine: bool | None) -> Speaker | None:
        """Give who speaks in the sentence up to a word: the last speaker of that gender, or the subject."""
        latest = [
            act for act in self.acts[-LAST_ACTS:][::-1] if act.speaker and self._plain(act.first) != "عن"
        ]
        agreeing = [act for act in latest if feminine is None or act.feminine in (None, feminine)]
        told = next((act.speaker for act in agreeing if not self._is_aside(act)), None)
        if told or (self.someone_spoke and not all(map(self._is_aside, latest))):
            return told or next((act.speaker for act in agreeing), None)
        if any(act.speaker is None and not act.passive and not self._is_aside(act) for act in self.acts):
            return None  # the silent speaker of the sentence goes on
        return self._subject_of_clause(i) or next((act.speaker for act in agreeing), None)

    def _is_aside(self, act: Act) -> bool:
        """Tell a source that is only named in passing: كما نقل عنه الموقع، وفقا لرويترز."""
        evidence = act.speaker is not None and self.words[act.speaker.first].evidence
        named_in_passing = (
            self._plain(act.first - 1) in AS | TAKEN_UP or self._plain(act.first) in reporting().according
        )
        return evidence or named_in_passing

    def _subject_of_clause(self, i: int) -> Speaker | None:
        """Give the subject of what is done before a word: ورفع الحقيل أسمى التهاني، متمنيا."""
        for j in range(min(i, LONGEST_WAY)):
            word = self.words[j]
            begins = j == 0 or self.words[j - 1].form in COMMAS or self._plain(j - 1) in CLAUSE_STARTERS
            acts = word.only_verb or (word.may_be_verb and begins and not word.preposition)
            if acts and j + 1 < i and not self.words[j + 1].leaning and self._plain(j - 1) not in RELATIVES:
                speaker = speaker_at(self.words, j + 1)
                if (
                    speaker
                    and speaker.end <= i
                    and self.words[j + 1].speaker_like
                    and not self.words[j + 1].possessed
                    and (
                        speaker.kind != "anonymous"
                        or j == 0
                        or (self.words[j + 1].evidence and self.words[j + 1].definite)
                    )
                ):
                    return speaker
        return None
