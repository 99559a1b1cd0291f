"""Verbs that report: before their subject or behind it, behind their content, and verbs that pass on."""

from analysis.framing.acts import Act
from analysis.framing.cue_types import AS, TAKEN_UP
from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.opening import AT_ONCE, FARTHEST
from analysis.framing.phrase_limits import past_withholding
from analysis.framing.quotations import holding
from analysis.framing.signs import CLOSING_QUOTES, COMMAS, OPENING_QUOTES
from analysis.framing.source_phrase import Sources
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.surface import (
    FACTS_SPEAK,
    KAN,
    NEAR,
    NEAR_PARTICIPLE,
    RELATIVES,
    RESUMPTIVE,
    SHORTEST_QUOTATION,
)
from analysis.framing.word_types import WordType

_NEGATIONS = frozenset({"لا", "لم", "لن"})
#: Behind a relative and its verb: الحملة التي أعلنت عنها الشركة.
_ABOUT_IT = frozenset({"عنه", "عنها"})
#: In the passive these only say what something is: يعتبر من أبرز الشخصيات.
_COPULAS = frozenset({"اعتبر", "عدّ"})
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


class VerbCues(Sources):
    """Reads verbs that report."""

    def _by_verb(self, i: int, verb: ReportingVerb) -> Act | None:
        """Read VERB SUBJECT CONTENT, SUBJECT VERB CONTENT, or CONTENT VERB SUBJECT."""
        word = self.words[i]
        passes_on = reporting().passing_on.get(verb.verb)
        passed_on = self._passed_on(i) if passes_on and self._has_object_pronoun(i) else None
        if passed_on or not self._verb_stands(i, word):
            return passed_on
        if passes_on:
            return self._quoting(i, passes_on)
        if self._goes_on_saying(i, verb):
            return None
        if self._tells_where_said(i, word):
            return None
        verse = self._verse(i) if verb.verb in reporting().only_report else None
        if verse:
            return verse
        passive = self._is_passive(i, word) or self._is_accused(i, verb)
        if self._only_may(i) or self._thing_speaks(i):
            return None
        text = self._text_before(i)
        subject = None if passive or text else self._subject_after(i)
        if subject and self._has_pronoun(word):
            subject = self._short_subject(subject)
        resume = self._past_closing_mark(subject) if subject else i + 1
        if verb.verb in reporting().renewing | reporting().at_once:
            return self._told_at_once(i, verb, subject)
        if verb.verb in reporting().of_texts and not (subject and self.words[subject.first].evidence):
            return None
        opens, quoted = self._content(i, verb, subject, resume)
        if subject and opens is not None and not self._is_subject(i, subject, opens, verb):
            subject, opens = None, self._without_subject(i, verb, opens)
        elif subject and opens is None and self._is_object_alone(i, verb, subject):
            subject, opens = None, i + 1
        if opens is not None and verb.verb in reporting().direct_only and not self._near(opens, resume):
            opens = None
        if opens is None:
            return self._behind_its_content(i, verb, subject)
        if verb.verb in reporting().need_a_subject and not (subject or self._has_somebody(i)):
            return None
        if self._is_copula(i, verb, opens):
            return None
        if not subject and (self._is_formula(i, verb) or self._is_no_report(i, word, verb)):
            return None
        named_before = None if subject or passive else self._subject_before(i)
        if self._facts_speak(i, subject or named_before) or self._describes_a_thing(i, opens, named_before):
            return None
        stance = "neutral" if verb.stance == "denying" and self._plain(i - 1) in _NEGATIONS else verb.stance
        feminine = self._feminine_verb(i)
        speaker = subject or named_before or (None if passive else self._speaker_so_far(i, feminine))
        return Act(
            i,
            i + 1 + self._is_saying_too(i + 1),
            stance,
            speaker,
            opens,
            quoted=quoted,
            peer=self._is_peer(i) and not text,
            passive=passive,
            feminine=feminine,
        )

    def _passed_on(self, i: int) -> Act | None:
        """Read a medium that passes on what stands before: شهادات نقلها التقرير."""
        before = self.words[i - 1] if i else None
        related = self._plain(i - 1) in RELATIVES or (before and before.nominal and not before.definite)
        medium = self._subject_after(i) if related else None
        if medium is None:
            return None
        head = self.words[medium.first]
        speaks = head.institution or head.evidence or head.place or self._in_marks(medium.first)
        return Act(i, i + 1, "neutral", medium, None, before=True) if speaks else None

    def _goes_on_saying(self, i: int, verb: ReportingVerb) -> bool:
        """Tell a verb that only goes on with the one before it: وتابعت الصحيفة تقول إن."""
        latest = self.acts[-1] if self.acts else None
        behind = latest is not None and latest.speaker is not None and latest.speaker.end == i
        return behind and verb.verb in reporting().only_report and not self.words[i].perfect

    def _told_at_once(self, i: int, verb: ReportingVerb, subject: Speaker | None) -> Act | None:
        """Read what follows its speaker at once: جددت الوزارة رفضها التدخل، وجه الأمير بإغلاق المعبر."""
        if subject is None or not self.words[subject.first].speaker_like:
            return None
        if verb.verb in reporting().renewing:
            said = self._object_at(subject.end)
            if said is not None and not self.words[said].stems & reporting().renewed:
                return None
        else:
            behind = subject.end
            if behind < len(self.words) and self.words[behind].title:
                office = speaker_at(self.words, behind)
                behind = office.end if office else behind
            said = self._content_at(behind, verb, AT_ONCE)
        if said is None:
            return None
        feminine = self._feminine_verb(i)
        return Act(i, i + 1, verb.stance, subject, said, peer=self._is_peer(i), feminine=feminine)

    def _only_may(self, i: int) -> bool:
        """Tell what may be said or is supposed from what was: قد يخلصون إلى أن، كان يفترض أن."""
        word, before = self.words[i], self._plain(i - 1)
        supposed = before in KAN and word.passive and word.plain in _IMPERSONAL
        return word.imperfect and not word.perfect and (before == "قد" or supposed)

    def _thing_speaks(self, i: int) -> bool:
        """Tell a thing that is pointed at for the subject: كشفت هذه الأحداث أن."""
        after = self.words[i + 2] if i + 2 < len(self.words) else None
        pointed = self._plain(i + 1) in FACTS_SPEAK and after is not None and after.definite
        return bool(pointed and after and after.nominal and not (after.speaker_like or after.plural))

    def _has_somebody(self, i: int) -> bool:
        """Tell a verb that has its subject before it, or in its ending: ووجدوا أن."""
        ending = self._plain(i).endswith("وا") and self._starts_clause(i)
        return bool(self._subject_before(i) or self.acts or ending)

    def _verse(self, i: int) -> Act | None:
        """Read a verse in brackets: قال الله تعالى (…)."""
        j = i + 1
        while self._plain(j) in reporting().of_god:
            j += 1
        opens = j
        while opens < len(self.words) and self.words[opens].form == "(":
            opens += 1
        far = range(opens, min(opens + FARTHEST, len(self.words)))
        close = next((k for k in far if self.words[k].form == ")"), opens)
        if i + 1 == j or opens in (j, close):
            return None
        speaker = Speaker(i + 1, i + 2, "named") if self._is(i + 1, "الله") else None
        return Act(i, i + 1, "neutral", speaker, opens, ends=close, peer=self._is_peer(i))

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

    def _is_saying_too(self, i: int) -> bool:
        """Tell قائلا right behind a verb, whose cue it belongs to: وأردف قائلا."""
        return i < len(self.words) and self.words[i].saying and self.words[i].participle is not None

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
        if before is None or not before.is_word:
            return True
        of_clause = self._starts_clause(i) or before.definite or before.name_like or before.time
        if word.verb and word.verb.verb in reporting().need_a_clause_start and not of_clause:
            return False
        if before.plain in ("قد", "لقد", "كما", "فيما"):
            return True
        if before.plain in ("لم", "لن", "كي", "لكي") or (before.plain == "ان" and word.imperfect):
            return before.plain == "لم" and bool(word.verb and word.verb.stance == "denying")
        if word.plain.startswith(("سي", "ست")) and not word.perfect:
            return False
        if not (word.nominal or not word.only_verb) or self._starts_clause(i):
            return True
        if before.before_noun or before.leaning or before.plain in ("هذا", "كل"):
            return False
        if before.only_verb and before.plain not in KAN and not before.verb:
            return False
        return not (
            before.nominal
            and before.known
            and not before.definite
            and not before.proper
            and not before.time
            and not before.adverb
            and not before.may_be_verb
            and not before.plural
        )

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
        return (opens is not None and not self._in_marks(opens)) or (
            subject is not None and self._content_at(resume, word.verb) is not None
        )

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
        if verb.verb in _COPULAS and word.passive and word.imperfect and self._opening_at(i + 1) is None:
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
        if verb.verb not in _COPULAS or not plain or self._plain(i - 1) in TAKEN_UP:
            return False
        return not any(other.complementiser for other in self.words[i + 1 : opens + 1])

    def _is_formula(self, i: int, verb: ReportingVerb) -> bool:
        return verb.verb in reporting().outlet_formulas and self.words[i].plain.startswith("ي")

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
        called = self._plain(i).endswith(("ه", "ها")) and verb is not None and "ب" in verb.through
        if before in ("ما", "مما") and called:
            return False  # ما وصفته بالتدخل: what the speaker called so
        return before in FACTS_SPEAK or (before == "كل" and i > 1)

    def _content(
        self, i: int, verb: ReportingVerb, subject: Speaker | None, resume: int
    ) -> tuple[int | None, bool]:
        """Find where a verb's content opens, and whether in quotation marks."""
        direct = self._opening_at(resume)
        if direct is not None:
            return direct, self._in_marks(direct)
        if self._weighs(i, subject) and not self._has_its_object(i, verb, subject):
            through = self._content_at(resume, verb)
            if through is not None and not self._object_before(resume, through, verb):
                return self._clause_through(through, verb) or through, False
            if (
                verb.takes_object
                and verb.verb not in reporting().direct_only
                and (verb.verb in reporting().two_objects or not self._takes_up(i, self.words[i]))
                and (subject or self._starts_clause(i) or self._speaker_relates(i))
            ):
                clause_of_person = verb.verb in reporting().with_a_person and self._opening(resume, i)[0]
                says_what_it_is = verb.verb in _COPULAS and self._is(resume, "من")
                found = None if clause_of_person or says_what_it_is else self._object_at(resume)
                found = self._past_office(found, subject)
                if found is not None:
                    clause = self._behind_appositive(found)
                    return (found if clause is None else clause), False
        return self._opening(resume, i)

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
        that = after == "ذلك" and subject is not None and verb.verb not in _COPULAS
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
        if subject and verb and word.only_verb and self._starts_clause(i) and self._links(subject, verb):
            return True  # وتنص المادة على
        if (self._is_linked(i) and self._is_passive(i, word)) or self._told_before(i):
            return True  # أُعلن عن وفاته، كان النادي قد طالب بالسماح
        if verb and verb.verb in reporting().addressing and self._starts_clause(i):
            told = subject and self._plain(subject.end) in verb.through
            if told or (subject is None and i + 1 < len(self.words) and self._is_addressed(i, i + 1)):
                return True  # ودعا المنشآت إلى، وطالب الحكومة بوقف
        if i and self._plain(i - 1) in RELATIVES:
            return self._is_accused(i, verb) or (
                (word.only_verb or not word.imperfect)
                and (bool(self._subject_before(i)) or self.someone_spoke)
            )
        if self._starts_clause(i) and self._is_linked(i):
            return True
        plainly = word.only_verb or (word.joined and word.perfect and word.plain.endswith("ت"))
        return plainly and (
            self._starts_clause(i) or self._plain(i + 1) in RESUMPTIVE or bool(self._subject_before(i))
        )

    def _is_nisba_alone(self, i: int, subject: Speaker) -> bool:
        """Tell a surname like an adjective, alone behind its verb and before a comma: وثمن السلمي، دور."""
        head, end = self.words[subject.first], subject.end
        alone = end == i + 2 and end < len(self.words) and self.words[end].form in COMMAS
        return alone and head.definite and head.plain.endswith("ي") and self._starts_clause(i)

    def _is_linked(self, i: int) -> bool:
        """Tell a verb from a noun of its spelling by its preposition: وعبر عن، وطالب بالرحيل."""
        verb, after = self.words[i].verb, self.words[i + 1] if i + 1 < len(self.words) else None
        if verb is None or after is None or self.words[i].definite:
            return False
        at_a_body = after.institution or after.place  # وطالب بالجامعة
        return after.plain in verb.through or (after.leans_by in verb.through and not at_a_body)

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

    def _quoting(self, i: int, through: str) -> Act | None:
        """Read نقلت الصحيفة عن الوزير القول إن: two speakers, two attributions."""
        medium = self._subject_after(i)
        start = medium.end if medium else i + 1
        about = next(
            (j for j in range(start, min(start + 8, len(self.words))) if self._plain(j) == through), None
        )
        if about is None:
            opens = self._opening_at(start) if through == "عن" else None
            if opens is None or not medium or not self.words[medium.first].speaker_like:
                return None
            return Act(i, i + 1, "neutral", medium, opens, peer=self._is_peer(i))
        quoted = speaker_at(self.words, about + 1)
        resume = quoted.end if quoted else about + 1
        resume = past_withholding(self.words, resume) or resume
        opens, in_marks = self._opening(resume, resume - 1)
        near = range(resume, min(resume + 4, len(self.words)))
        noun = next((j for j in near if self.words[j].noun or self.words[j].masdar), None)
        if noun is not None and (opens is None or opens > noun + NEAR):
            opens = self._content_of_masdar(noun)
        if opens is None or (medium and not self.words[medium.first].speaker_like and not quoted):
            return None
        if noun is not None and noun >= opens:
            noun = None
        if noun is None and through != "عن":
            return None
        self._add(
            Act(
                i,
                i + 1,
                "neutral",
                medium,
                opens,
                quoted=in_marks,
                peer=self._is_peer(i),
                feminine=self._feminine_verb(i),
            )
        )
        self.consumed.add(about)
        if noun is None:
            return Act(about, about + 1, "neutral", quoted, opens, quoted=in_marks)
        self.consumed.add(noun)
        masdar = self.words[noun].masdar
        stance = masdar.stance if masdar else "neutral"
        return Act(noun, noun + 1, stance, quoted, opens, quoted=in_marks)

    def _behind_its_content(self, i: int, verb: ReportingVerb, subject: Speaker | None) -> Act | None:
        """Read "CONTENT", قال الوزير; كما ذكرت الصحيفة; and what a pronoun takes up: ما اعتبره محللون."""
        if not subject or not (self.words[subject.first].speaker_like or self.words[subject.first].definite):
            return None
        speaks = self.words[subject.first].speaker_like or subject.kind == "named"
        before = (
            self._plain(i - 1) in AS
            or self._closes_a_quotation(i, verb, subject)
            or (speaks and self._takes_up(i, self.words[i]))
        )
        alone = speaks and (
            self._is(i + 1, "ذلك")
            or (self._plain(i - 1) in RELATIVES and self._plain(i + 1) in _ABOUT_IT)
            or (verb.verb in reporting().only_report and self._opens_later(subject.end))
        )
        if not (before or alone):
            return None
        return Act(i, i + 1, verb.stance, subject, None, before=before, feminine=self._feminine_verb(i))

    def _closes_a_quotation(self, i: int, verb: ReportingVerb, subject: Speaker) -> bool:
        """Tell a verb and its subject right behind what is said: "CONTENT"، قال الوزير."""
        before = self.words[i - 1].form if i else ""
        behind = self.words[subject.end] if subject.end < len(self.words) else None
        ends = behind is None or not behind.is_word or behind.preposition or behind.time
        return (
            (before in CLOSING_QUOTES or before in COMMAS)
            and ends
            and not (self.words[i].joined or verb.through)
            and not self._behind_quoted_name(i)
        )

    def _behind_quoted_name(self, i: int) -> bool:
        """Tell a name in marks before a verb from a quotation: خلال احتفالات «عيد الربيع»، تابع الأهالي."""
        mark = i - 1 if self.words[i - 1].form in CLOSING_QUOTES else i - 2
        if mark < 0 or self.words[mark].form not in CLOSING_QUOTES:
            return False
        quotation = holding(self.quoted, self.words.starts[mark] - 1, self.words.starts[mark] - 1)
        return quotation is not None and self.text.count(" ", *quotation) + 1 < SHORTEST_QUOTATION

    def _takes_up(self, i: int, word: WordType) -> bool:
        """Tell whether the verb's pronoun takes up what stands before it: ما أكده الوزير."""
        if not i or self._plain(i - 1) not in TAKEN_UP:
            return False
        if word.verb and word.verb.verb in reporting().need_a_subject:
            return False  # ما يجده الطلاب من دعم
        return word.plain.endswith(("ه", "ها")) or self._plain(i + 1) in RESUMPTIVE
