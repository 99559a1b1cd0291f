"""Who speaks: the noun phrase behind a verb, and whether it is the subject or the object."""

from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.opening import Openings
from analysis.framing.phrase_limits import without_tail
from analysis.framing.signs import CLOSING_QUOTES, COMMAS, OPENING_QUOTES
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.surface import KAN, LONGEST_WAY, RELATIVES, RESUMPTIVE

#: How far كان may stand before the verb behind its subject and قد.
LONGEST_TITLED = 16
#: Times and places that need a noun behind them, which does not speak: أقر خلال المحادثات بأن.
_DURING = frozenset({"خلال", "اثناء", "عقب", "قبيل", "امام"})
#: Before one who is spoken to, whose name stands in marks: وقال لـ«الصباح».
_TO = frozenset({"لـ", "ل"})
#: What may stand between a verb and its subject.
_STEPPED_OVER = _TO | {"ذلك", "هذا", "كذلك", "ايضا"}
#: Before those who are spoken to: وحث جميع الأطراف على.
_EVERY = frozenset({"جميع", "كافه", "كل"})
_EVERYBODY = "الجميع"
#: أن and إن with a pronoun of the third person.
_THAT_IT = frozenset({"انه", "انها", "انهم", "انهما", "انهن"})


class SubjectsBehind(Openings):
    """Finds the subject behind a verb."""

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
            if j == i + 1 and word.joined and not word.speaker_like and self._opening_at(j + 1) == j + 1:
                return Speaker(j, j + 1, "named")  # a name that begins like a conjunction: وقال ويلسون إن
            speaker = speaker_at(self.words, j)
            if speaker and verb and verb.verb in reporting().addressing and self._is_addressed(i, j):
                return None
            if speaker and skipped and not word.speaker_like and not word.definite:
                return None
            if speaker and skipped and word.definite and word.oblique:
                return None  # no subject: وأكدت أمام المراسلين
            return speaker
        return None

    def _is_addressed(self, verb: int, i: int) -> bool:
        """Tell by case or gender one who is spoken to: حث المسؤولين على، طالب الحكومة بوقف."""
        head = self.words[i]
        foreign = not head.known and head.definite and head.plain.endswith("ين")  # يطالب الحوثيين
        accusative = head.oblique or foreign or (head.feminine and self._feminine_verb(verb) is False)
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
        nominative = agrees and head.speaker_like and not head.oblique
        return nominative and (
            self._plain(subject.end) in _THAT_IT
            or self._takes_object_behind(subject, verb)
            or self._takes_up_through(subject, verb)
        )

    def _takes_up_through(self, subject: Speaker, verb: ReportingVerb) -> bool:
        """Tell what the verb's preposition brings in with a pronoun: التي أعلنت الوزارة عن توفرها."""
        behind = subject.end + 1
        return self._plain(subject.end) in verb.through and (
            behind < len(self.words) and self.words[behind].possessed
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
        word = self.words[i]
        through = reports is not None and word.plain in reports.through
        takes = reports is not None and reports.takes_object  # وأكدت "الصحة" عدم تسجيل إصابات
        bare = word.nominal and not (word.definite or word.joined or word.leaning or word.time or word.verb)
        return word.complementiser or through or (takes and bare) or self._is_colon(i)

    def _kind_in_marks(self, first: int, end: int) -> str:
        """Tell a surname in marks (كشف «الحليم») from a body that is named so: «التجارة»."""
        head = self.words[first]
        surname = end == first + 1 and head.definite and not (head.institution or head.place or head.feminine)
        behind = self.words[end + 1] if end + 1 < len(self.words) else None
        in_office = behind is not None and behind.title and not head.institution  # "سامر الحلبي" المتحدث
        return "named" if surname or in_office else "institution"

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
