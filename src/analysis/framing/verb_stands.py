"""Whether a verb reports at all where it stands, or is a noun, a copula, a wish, a fact that speaks."""

from analysis.framing.cue_types import AS, TAKEN_UP
from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.signs import COMMAS
from analysis.framing.source_phrase import Sources
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.surface import (
    FACTS_SPEAK,
    KAN,
    LONGEST_WAY,
    NEAR,
    NEAR_PARTICIPLE,
    RELATIVES,
    RESUMPTIVE,
)
from analysis.framing.word_types import WordType

#: In the passive these only say what something is: يعتبر من أبرز الشخصيات.
COPULAS = frozenset({"اعتبر", "عدّ"})
_IMPERSONAL = frozenset(
    {
        "يعتقد",
        "يظن",
        "يحتمل",
        "يرجح",
        "يفترض",
        "يتوقع",
        "يخشي",
        "يذكر",
        "يشار",
        "يلاحظ",
        "يلفت",
        "يقال",
        "يزعم",
        "يقدر",
    }
)


class Standing(Sources):
    """Tells verbs that report from those that do not."""

    def _tells_where_said(self, i: int, word: WordType) -> bool:
        """Tell a clause that says where a statement was printed: قالت في بيان نشرته الوكالة إن."""
        before = self.words[i - 1] if i else None
        return (
            before is not None
            and before.occasion
            and not before.definite
            and bool(self.acts)
            and word.plain.endswith(("ته", "تها", "ه", "ها"))
            and not word.is_citation_form
        )

    def _verb_stands(self, i: int, word: WordType) -> bool:
        """Tell a finite verb that reports from a noun, and from what is only wished or denied."""
        before = self.words[i - 1] if i else None
        if (
            word.time
            and "ّ" not in word.form
            and not (self._starts_clause(i) and self._reports_plainly(i, word))
        ):
            return False
        if word.plain.endswith(("ها", "هما")) and not word.only_verb:
            # وصفها is mostly a noun with a pronoun, but not in التي وصفها الوزير بأنها.
            calls = word.verb is not None and "ب" in word.verb.through
            return before is not None and before.plain in (
                TAKEN_UP | AS | RELATIVES if calls else TAKEN_UP | AS
            )
        if word.plain.startswith(("لي", "لت")) and not word.perfect:
            goes_on = self.someone_spoke and word.verb is not None and word.verb.stance == "endorsing"
            return goes_on or self._opening_at(i + 1) is not None  # عاد الوزير ليؤكد أن
        future = word.plain.startswith(("سي", "ست")) and not word.perfect
        if future and word.verb and word.verb.verb in reporting().direct_only:
            return False  # ستتابع الدول الانتخابات
        if before is None or not before.is_word:
            return True
        of_clause = self._starts_clause(i) or before.definite or before.name_like or before.time
        if word.verb and word.verb.verb in reporting().need_a_clause_start and not of_clause:
            return False
        if before.plain in ("قد", "لقد", "كما", "فيما"):
            return True
        if before.plain in ("لم", "لن", "كي", "لكي") or (before.plain == "ان" and word.imperfect):
            return before.plain == "لم" and bool(word.verb and word.verb.stance == "denying")
        if future:
            return False
        if not (word.nominal or not word.only_verb) or self._starts_clause(i):
            return True
        if before.before_noun or before.leaning or before.plain in ("هذا", "كل"):
            return False
        if before.only_verb and before.plain not in KAN and not before.verb:
            return False
        of_chain = (
            before.nominal
            and before.known
            and not before.definite
            and not before.proper
            and not before.time
            and not before.adverb
            and not before.may_be_verb
            and not before.plural
        )
        return not of_chain or self._heads_sentence(i)

    def _heads_sentence(self, i: int) -> bool:
        """Tell a verb right behind the first noun phrase of its sentence: دراسة حديثة ترى أن."""
        subject = speaker_at(self.words, 0) if self._opening_at(i + 1) is not None else None
        return subject is not None and subject.end == i and self.words[0].speaker_like

    def _reports_plainly(self, i: int, word: WordType) -> bool:
        """Tell بيّن and عبّر from the prepositions بين and عبر by what stands behind the subject."""
        if self._is_linked(i):
            return True
        subject = speaker_at(self.words, i + 1)
        resume = subject.end if subject else i + 1
        opens = self._opening_at(resume)
        at_the_head = self._is_first(i) or self.words[i - 1].form in COMMAS
        if opens is None and at_the_head and subject and self.words[subject.first].speaker_like:
            opens, _ = self._opening(resume, i)  # وبين المركز في دوريته أن
            opens = opens if opens is not None and self.words[opens].complementiser else None
        if subject and (self._is_first(i) and word.joined) and self._tells_object(subject):
            return True  # وبين التقرير تراجع الصادرات
        if self._is_first(i) and word.joined and self._is(i + 1, "في"):
            return self._content_at(resume, word.verb) is not None  # وعبر في بيان عن قلقه
        clause = opens is not None and (self.words[opens].complementiser or not self._in_marks(opens))
        return clause or (subject is not None and self._content_at(resume, word.verb) is not None)

    def _tells_object(self, subject: Speaker) -> bool:
        """Tell a speaker with the article, and a bare noun right behind it."""
        head = self.words[subject.first]
        if subject.end >= len(self.words) or not head.definite:
            return False
        behind = self.words[subject.end]
        speaks = head.evidence or head.institution or head.title
        attached = behind.definite or behind.joined or behind.leaning
        return speaks and behind.common and not (attached or behind.time or behind.name_like)

    def _is_linked(self, i: int) -> bool:
        """Tell a verb from a noun of its spelling by its preposition: وعبر عن، وطالب بالرحيل."""
        verb, after = self.words[i].verb, self.words[i + 1] if i + 1 < len(self.words) else None
        if verb is None or after is None or self.words[i].definite:
            return False
        at_a_body = after.institution or after.place  # وطالب بالجامعة
        return after.plain in verb.through or (after.leans_by in verb.through and not at_a_body)

    def _is_passive(self, i: int, word: WordType) -> bool:
        """Tell a passive verb: by its vowel, or as يعتقد أن with no noun between the verb and its clause."""
        if word.plain in reporting().passives:
            return True
        if not word.passive:
            return False
        form = word.form
        if "ُ" in form[: 3 + word.joined]:
            return True
        return (
            word.plain.startswith("ي")
            and self._opening_at(i + 1) is not None
            and (word.plain in _IMPERSONAL and not self.acts)
            and not self._subject_before(i)
        )

    def _is_accused(self, i: int, verb: ReportingVerb | None) -> bool:
        """Tell اتُّهم باستخدام, with nobody accused behind the verb, from اتهم الوزير باستخدام."""
        return (
            verb is not None
            and verb.verb in reporting().with_a_person
            and self.words[i].passive
            and (
                self._content_at(i + 1, verb, NEAR_PARTICIPLE - 1) is not None and not self._subject_after(i)
            )
        )

    def _is_no_report(self, i: int, word: WordType, verb: ReportingVerb) -> bool:
        """Tell a passive that only means what it says (تضاف إلى), with no clause behind it."""
        if verb.verb in COPULAS and word.passive and word.imperfect and self._opening_at(i + 1) is None:
            return True
        return (
            word.only_passive
            and verb.verb not in reporting().with_a_person
            and self._opening_at(i + 1) is None
        )

    def _is_copula(self, i: int, verb: ReportingVerb, opens: int) -> bool:
        """Tell يعتبر, which says what something is, from one that thinks so: ويعتبر محللون أن، تعتبرها."""
        word = self.words[i]
        plain = word.imperfect and not word.perfect and not word.plain.endswith(("ه", "ها", "هم"))
        if verb.verb not in COPULAS or not plain or self._plain(i - 1) in TAKEN_UP:
            return False
        return not any(other.complementiser for other in self.words[i + 1 : opens + 1])

    def _is_formula(self, i: int, verb: ReportingVerb) -> bool:
        return verb.verb in reporting().outlet_formulas and self.words[i].plain.startswith("ي")

    def _only_may(self, i: int) -> bool:
        """Tell what may be said or is supposed from what was: قد يخلصون إلى أن، كان يفترض أن."""
        word, before = self.words[i], self._plain(i - 1)
        supposed = before in KAN and word.passive and word.plain in _IMPERSONAL
        return word.imperfect and not word.perfect and (before == "قد" or supposed)

    def _thing_speaks(self, i: int) -> bool:
        """Tell a thing that is pointed at for the subject: كشفت هذه الأحداث أن."""
        after = self.words[i + 2] if i + 2 < len(self.words) else None
        if after is None or self._plain(i + 1) not in FACTS_SPEAK:
            return False
        return after.definite and after.nominal and not (after.speaker_like or after.plural)

    def _only_looks(self, i: int, verb: ReportingVerb) -> bool:
        """Tell a verb that cannot report where it stands, whatever its content would be."""
        return (
            self._goes_on_saying(i, verb)
            or self._tells_where_said(i, self.words[i])
            or self._only_may(i)
            or self._thing_speaks(i)
            or self._tells_amount(i, verb)
            or self._draws_eyes(i, verb)
            or self._is_printed(i, verb)
            or (verb.verb in reporting().only_taken_up and not self._takes_up(i, self.words[i]))
        )

    def _quotes_nobody(
        self, i: int, verb: ReportingVerb, subject: Speaker | None, named_before: Speaker | None, opens: int
    ) -> bool:
        """Tell a verb with a content that nobody says: a copula, a formula, a passive that means itself."""
        if verb.verb in reporting().need_a_subject and not (subject or self._has_somebody(i)):
            return True
        if self._is_copula(i, verb, opens):
            return True
        return not (subject or named_before) and (
            self._is_formula(i, verb) or self._is_no_report(i, self.words[i], verb)
        )

    def _thing_tells(self, i: int, opens: int, subject: Speaker | None, named_before: Speaker | None) -> bool:
        """Tell a work, a fact or another thing that "says" something."""
        speaker = subject or named_before
        return (
            self._work_tells(i, speaker)
            or self._thing_has_object(i, opens, subject)
            or self._relates_thing(i, speaker)
            or self._facts_speak(i, speaker)
            or self._describes_a_thing(i, opens, named_before)
        )

    def _tells_amount(self, i: int, verb: ReportingVerb) -> bool:
        """Tell an amount from what somebody estimates: وتقدر بمليار."""
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        return verb.verb in reporting().of_amounts and after is not None and after.leans_by == "ب"

    def _draws_eyes(self, i: int, verb: ReportingVerb) -> bool:
        """Tell what is seen from what somebody points at: لفتت الرسوم أنظار الزوار."""
        near = self.words[i + 1 : i + NEAR]
        return verb.verb in reporting().drawing and any(word.stems & reporting().drawn for word in near)

    def _is_printed(self, i: int, verb: ReportingVerb) -> bool:
        """Tell where a statement was printed: قالت في بيان لها نشر أمس إن."""
        near = self.words[max(i - NEAR_PARTICIPLE + 1, 0) : i]
        return verb.verb in reporting().printing and any(word.occasion and not word.definite for word in near)

    def _work_tells(self, i: int, subject: Speaker | None) -> bool:
        """Tell a work of art that tells a story: يروي الفيلم ذكريات، مسرحية تعبر عن المشكلات، وتدعو إلى."""
        if subject:
            return bool(self.words[subject.first].stems & reporting().works)
        if not self.words[i].imperfect:
            return False
        near = self.words[max(i - LONGEST_WAY // 2, 0) : i]
        return any(word.stems & reporting().works for word in near)

    def _thing_has_object(self, i: int, opens: int, subject: Speaker | None) -> bool:
        """Tell what a thing does to another one: تشترط اللائحة وضع بطاقة، توضح البطاقة تصنيفه."""
        word, head = self.words[i], self.words[subject.first] if subject else None
        imperfect = word.imperfect and (not word.perfect or word.plain.startswith("ت"))
        if head is None or not imperfect or self._near(opens, opens):
            return False
        return head.definite and head.common and not (head.speaker_like or head.adjective or head.several)

    def _relates_thing(self, i: int, speaker: Speaker | None) -> bool:
        """Tell what a relative clause says of a thing: الأعمال التي تؤكد أن."""
        alone = self.words[i].imperfect and not self.words[i].perfect and not speaker
        return alone and self._plain(i - 1) in RELATIVES and not self._has_object_pronoun(i)

    def _describes_a_thing(self, i: int, opens: int, named_before: Speaker | None) -> bool:
        """Tell an imperfect inside a clause with a plain object: حوار يستعرض جوانب, صندوق يعتبر أداة."""
        word, before = self.words[i], self.words[i - 1] if i else None
        imperfect = word.imperfect and (not word.perfect or word.plain.startswith("ت"))
        if not imperfect or self._near(opens, opens):
            return False
        relative = (
            before is not None and before.nominal and not before.definite and not self._starts_clause(i)
        )
        return relative and named_before is None

    def _facts_speak(self, i: int, subject: Speaker | None) -> bool:
        """Tell that no person speaks: مما يؤكد أن، هذا أكد أن."""
        if subject or not i:
            return False
        before = self._plain(i - 1)
        verb = self.words[i].verb
        calls = verb is not None and ("ب" in verb.through or verb.verb in reporting().only_taken_up)
        called = self._plain(i).endswith(("ه", "ها")) and calls
        if before in ("ما", "مما") and called:
            return False  # ما وصفته بالتدخل: what the speaker called so
        return before in FACTS_SPEAK or (before == "كل" and i > 1)

    def _goes_on_saying(self, i: int, verb: ReportingVerb) -> bool:
        """Tell a verb that only goes on with the one before it: وتابعت الصحيفة تقول إن."""
        latest = self.acts[-1] if self.acts else None
        behind = latest is not None and latest.speaker is not None and latest.speaker.end == i
        return behind and verb.verb in reporting().only_report and not self.words[i].perfect

    def _has_somebody(self, i: int) -> bool:
        """Tell a verb that has its subject before it, or in its ending: ووجدوا أن."""
        ending = self._plain(i).endswith("وا") and self._starts_clause(i)
        return bool(self._subject_before(i) or self.acts or ending)

    def _takes_up(self, i: int, word: WordType) -> bool:
        """Tell whether the verb's pronoun takes up what stands before it: ما أكده الوزير."""
        if not i or self._plain(i - 1) not in TAKEN_UP:
            return False
        if word.verb and word.verb.verb in reporting().need_a_subject:
            return False  # ما يجده الطلاب من دعم
        return word.plain.endswith(("ه", "ها")) or self._plain(i + 1) in RESUMPTIVE
