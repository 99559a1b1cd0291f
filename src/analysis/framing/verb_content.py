"""What a verb reports: a clause, a quotation, its preposition, a plain object, what its pronoun takes up."""

from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.opening import AT_ONCE
from analysis.framing.signs import COMMAS, OPENING_QUOTES
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.surface import RELATIVES, RESUMPTIVE
from analysis.framing.verb_stands import COPULAS, Standing


class VerbContents(Standing):
    """Finds the content of a verb."""

    def _content(
        self, i: int, verb: ReportingVerb, subject: Speaker | None, resume: int
    ) -> tuple[int | None, bool]:
        """Find where a verb's content opens, and whether in quotation marks."""
        direct = self._opening_at(resume)
        if direct is not None:
            return direct, self._in_marks(direct)
        if self._weighs(i, subject) and not self._has_its_object(i, verb, subject):
            through = self._content_at(resume, verb)
            told = self._past_appositive(resume)
            if through is not None and not self._object_before(told, through, verb):
                return self._clause_through(through, verb) or through, False
            if (
                verb.takes_object
                and verb.verb not in reporting().direct_only
                and (verb.verb in reporting().two_objects or not self._takes_up(i, self.words[i]))
                and (subject or self._starts_clause(i) or self._speaker_relates(i))
            ):
                clause_of_person = verb.verb in reporting().with_a_person and self._opening(resume, i)[0]
                says_what_it_is = verb.verb in COPULAS and self._is(resume, "من")
                found = None if clause_of_person or says_what_it_is else self._object_at(resume)
                found = self._past_office(found, subject)
                if found is not None:
                    clause = self._behind_appositive(found)
                    return (found if clause is None else clause), False
        opens, in_marks = self._opening(resume, i)
        return (self._words_at(i, resume) if opens is None else opens), in_marks

    def _words_at(self, i: int, resume: int) -> int | None:
        """Find what somebody says where nothing brings it in: وأضاف لم نلعب جيدا، وقال المدرب سوف نفوز."""
        verb = self.words[i].verb
        if resume >= len(self.words) or verb is None or verb.through or not self._starts_clause(i):
            return None
        return resume if self._plain(resume) in reporting().speech_openers else None

    def _past_office(self, i: int | None, subject: Speaker | None) -> int | None:
        """Step over the office of one who is named: أبدى سامر الحلبي وزير المالية استعداده."""
        if (
            i is None
            or subject is None
            or subject.kind != "named"
            or not self.words[i].title
            or i != subject.end
        ):
            return i
        office = speaker_at(self.words, i)
        behind = self._object_at(office.end) if office else None
        return i if behind is None else behind

    def _speaker_relates(self, i: int) -> bool:
        """Tell one who speaks in a relative clause: الأنباء التي أكدت اتفاقه، المستشفى الذي أعلن الطوارئ."""
        if self._plain(i - 1) not in RELATIVES:
            return False
        subject = self._subject_before(i)
        head = self.words[subject.first] if subject else None
        return head is not None and (head.evidence or head.institution or head.title or head.anonymous)

    def _object_before(self, resume: int, through: int, verb: ReportingVerb) -> bool:
        """Tell an object from what a preposition in it brings in: أعلنت تطبيق الدليل الصادر عن الهيئة."""
        if not verb.takes_object or resume >= through - 1:
            return False
        head = self.words[resume]
        listed = head.title or head.anonymous or head.institution or head.name_like or head.place
        other = (
            head.leaning or head.joined or head.never_inside or head.time or head.adverb or head.before_noun
        )
        return head.nominal and not (listed or other or head.definite or head.accusative)

    def _has_its_object(self, i: int, verb: ReportingVerb, subject: Speaker | None) -> bool:
        """Tell a verb whose object is a word that takes up another: ذكر ذلك المتحدث، أمر أقر به المدير."""
        after = self._plain(i + 1)
        taken_up = any(after.startswith(preposition) for preposition in verb.through)
        that = after == "ذلك" and subject is not None and verb.verb not in COPULAS
        return that or (after in RESUMPTIVE and taken_up)

    def _weighs(self, i: int, subject: Speaker | None) -> bool:
        """Tell whether a plain object is enough: someone speaks, or the verb can be nothing else."""
        if subject and (self.words[subject.first].speaker_like or self._is_human_plural(subject)):
            return True
        if subject and (self.words[subject.first - 1].form in OPENING_QUOTES or self._is_surname(subject)):
            return True  # كشف «الحليم» عن
        if subject and self._is_nisba_alone(i, subject):
            return True
        word = self.words[i]
        if self._has_pronoun(word) and subject:
            return True
        verb = word.verb
        is_verb = word.only_verb or word.time  # وتنص المادة على، وعبر النزلاء عن
        if subject and verb and is_verb and self._starts_clause(i) and self._links(subject, verb):
            return True
        if (self._is_linked(i) and self._is_passive(i, word)) or self._told_before(i):
            return True  # أُعلن عن وفاته، كان النادي قد طالب بالسماح
        if verb and verb.verb in reporting().addressing and self._starts_clause(i):
            told = subject and self._plain(subject.end) in verb.through
            if told or (subject is None and i + 1 < len(self.words) and self._is_addressed(i, i + 1)):
                return True  # ودعا المنشآت إلى، وطالب الحكومة بوقف
        if i and self._plain(i - 1) in RELATIVES:
            return self._is_accused(i, verb) or (
                (word.only_verb or not word.imperfect or word.plain.startswith("ا"))
                and (bool(self._subject_before(i)) or self.someone_spoke)
            )
        expresses = self._is_first(i) and word.time and self._is(i + 1, "في")  # وعبر في بيان عن قلقه
        if (self._starts_clause(i) and self._is_linked(i)) or expresses:
            return True
        linked = not word.joined and self._content_at(i + 1, verb, AT_ONCE + 1) is not None
        before = self._subject_before(i) if linked else None
        if before and not self.words[before.first].oblique:
            return True  # الوزير كشف عن
        plainly = word.only_verb or (word.joined and word.perfect and word.plain.endswith("ت"))
        return plainly and (
            self._starts_clause(i) or self._plain(i + 1) in RESUMPTIVE or bool(self._subject_before(i))
        )

    def _is_nisba_alone(self, i: int, subject: Speaker) -> bool:
        """Tell a surname like an adjective, alone behind its verb and before a comma: وثمن السلمي، دور."""
        head, end = self.words[subject.first], subject.end
        alone = end == i + 2 and end < len(self.words) and self.words[end].form in COMMAS
        return alone and head.definite and head.plain.endswith("ي") and self._starts_clause(i)

    def _is_object_alone(self, i: int, verb: ReportingVerb, subject: Speaker) -> bool:
        """Tell an object with nothing else behind the verb: وأعلنت استدعاء سفيرها."""
        head = self.words[subject.first]
        speaks = head.speaker_like or head.plural or head.definite or self._has_pronoun(self.words[i])
        plain_object = verb.takes_object and verb.verb not in reporting().direct_only
        return plain_object and not speaks and self._weighs(i, None)

    def _without_subject(self, i: int, verb: ReportingVerb, opens: int) -> int | None:
        """Find the content again where the noun phrase behind the verb was its object."""
        if verb.takes_object:
            return i + 1
        return opens if self._clause_at(opens) or verb.verb in reporting().addressing else None
