"""Verbs that report: before their subject or behind it, behind their content, and verbs that pass on."""

from analysis.framing.acts import Act
from analysis.framing.cue_types import AS
from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.opening import AT_ONCE, FARTHEST
from analysis.framing.phrase_limits import past_withholding
from analysis.framing.quotations import holding
from analysis.framing.signs import CLOSING_QUOTES, COMMAS
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.surface import NEAR, RELATIVES, SHORTEST_QUOTATION
from analysis.framing.verb_content import VerbContents

_NEGATIONS = frozenset({"لا", "لم", "لن"})
#: Behind a relative and its verb: الحملة التي أعلنت عنها الشركة.
_ABOUT_IT = frozenset({"عنه", "عنها"})


class VerbCues(VerbContents):
    """Reads verbs that report."""

    def _by_verb(self, i: int, verb: ReportingVerb) -> Act | None:
        """Read VERB SUBJECT CONTENT, SUBJECT VERB CONTENT, or CONTENT VERB SUBJECT."""
        lists = reporting()
        passes_on = lists.passing_on.get(verb.verb)
        passed_on = self._passed_on(i) if passes_on and self._has_object_pronoun(i) else None
        if passed_on or not self._verb_stands(i, self.words[i]):
            return passed_on
        if passes_on:
            return self._quoting(i, passes_on)
        verse = self._verse(i) if verb.verb in lists.only_report else None
        if verse or self._only_looks(i, verb):
            return verse
        passive = self._is_passive(i, self.words[i]) or self._is_accused(i, verb)
        text = self._text_before(i)
        subject = None if passive or text else self._own_subject(i, verb)
        if verb.verb in lists.with_certain_objects or verb.verb in lists.at_once:
            return self._told_at_once(i, verb, subject)
        if verb.verb in lists.of_texts and not (subject and self.words[subject.first].evidence):
            return None
        resume = self._past_closing_mark(subject) if subject else i + 1
        opens, quoted = self._content(i, verb, subject, resume)
        if subject and opens is not None and not self._is_subject(i, subject, opens, verb):
            subject, opens = None, self._without_subject(i, verb, opens)
        elif subject and opens is None and self._is_object_alone(i, verb, subject):
            subject, opens = None, i + 1
        written = verb.verb in lists.writing and quoted and subject is not None
        near = opens is not None and (written or self._near(opens, resume)) and not self._only_names(opens)
        if opens is None or (verb.verb in lists.direct_only and not near):
            return self._behind_its_content(i, verb, subject)
        named_before = None if subject or passive else self._subject_before(i)
        if self._quotes_nobody(i, verb, subject, named_before, opens) or self._thing_tells(
            i, opens, subject, named_before
        ):
            return None
        feminine = self._feminine_verb(i)
        return Act(
            i,
            i + 1,
            "neutral" if verb.stance == "denying" and self._plain(i - 1) in _NEGATIONS else verb.stance,
            subject or named_before or (None if passive else self._speaker_so_far(i, feminine)),
            opens,
            peer=self._is_peer(i) and not text,
            passive=passive,
            feminine=feminine,
        )

    def _own_subject(self, i: int, verb: ReportingVerb) -> Speaker | None:
        """Give the subject behind a verb, unless a name in marks is all that stands there."""
        called = verb.verb in reporting().only_taken_up and self._in_marks(i + 1)  # ما سماه «الجهاد»
        if called:
            return None
        if verb.verb in reporting().addressing and self._plain(i + 1) in reporting().of_god:
            return None  # وسأل الله أن
        subject = self._subject_after(i)
        return self._short_subject(subject) if subject and self._has_pronoun(self.words[i]) else subject

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

    def _told_at_once(self, i: int, verb: ReportingVerb, subject: Speaker | None) -> Act | None:
        """Read what follows its speaker at once: جددت الوزارة رفضها التدخل، وجه الأمير بإغلاق المعبر."""
        if subject is None or not (self.words[subject.first].speaker_like or subject.kind == "named"):
            return None
        if verb.verb in reporting().with_certain_objects:
            subject = self._before_certain_object(subject)
            said = self._object_at(subject.end)
            if said is not None and not self.words[said].stems & reporting().certain_objects:
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

    def _before_certain_object(self, subject: Speaker) -> Speaker:
        """End a name before one of the nouns that its verb asks for: وجدد معازي تأكيد موقف بلاده."""
        for j in range(subject.first + 1, subject.end):
            word = self.words[j]
            if word.stems & reporting().certain_objects and not (word.definite or word.joined):
                return subject._replace(end=j)
        return subject

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

    def _quoting(self, i: int, through: str) -> Act | None:
        """Read نقلت الصحيفة عن الوزير القول إن: two speakers, two attributions."""
        medium = self._subject_after(i)
        start = medium.end if medium else i + 1
        about = next(
            (j for j in range(start, min(start + 8, len(self.words))) if self._plain(j) == through), None
        )
        if about is None:
            return self._told_by_medium(i, medium, start, through)
        quoted = speaker_at(self.words, about + 1)
        resume = quoted.end if quoted else about + 1
        resume = past_withholding(self.words, resume) or resume
        opens, _ = self._opening(resume, resume - 1)
        near = range(resume, min(resume + 4, len(self.words)))
        noun = next((j for j in near if self.words[j].noun or self.words[j].masdar), None)
        if noun is not None and (opens is None or opens > noun + NEAR):
            opens = self._content_of_masdar(noun) if self.words[noun].masdar else opens
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
                peer=self._is_peer(i),
                feminine=self._feminine_verb(i),
            )
        )
        self.consumed.add(about)
        if noun is None:
            return Act(about, about + 1, "neutral", quoted, opens)
        self.consumed.add(noun)
        masdar = self.words[noun].masdar
        stance = masdar.stance if masdar else "neutral"
        return Act(noun, noun + 1, stance, quoted, opens)

    def _told_by_medium(self, i: int, medium: Speaker | None, start: int, through: str) -> Act | None:
        """Read what a medium passes on with no other source: نقلت الوكالة أمس أن، نقلت تصريحات الوزير."""
        if medium is None or not self.words[medium.first].speaker_like:
            return None
        while start < len(self.words) and self.words[start].time:
            start += 1
        opens = self._opening_at(start) if through == "عن" else None
        if opens is None and start < len(self.words) and self.words[start].stems & reporting().statements:
            opens = start
        return None if opens is None else Act(i, i + 1, "neutral", medium, opens, peer=self._is_peer(i))

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
            or (verb.verb in reporting().made_known and self._of_relative_clause(i))
            or (verb.verb in reporting().only_report and self._opens_later(subject.end))
        )
        if not (before or alone):
            return None
        return Act(i, i + 1, verb.stance, subject, None, before=before, feminine=self._feminine_verb(i))

    def _of_relative_clause(self, i: int) -> bool:
        """Tell a verb whose pronoun takes up the noun before it: هدنة أعلنتها الحكومة، التي أوردتها الصحف."""
        before = self.words[i - 1] if i else None
        noun = before is not None and before.nominal and not (before.definite or before.may_be_verb)
        return self._has_object_pronoun(i) and (noun or self._plain(i - 1) in RELATIVES)

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
