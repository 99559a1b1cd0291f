"""What reports without a verb: according-to phrases, participles, nouns, and statements that speak."""

from analysis.framing.acts import Act
from analysis.framing.cue_types import AS
from analysis.framing.lists import AccordingTo, ReportingVerb, reporting
from analysis.framing.signs import CLOSING_QUOTES, COMMAS
from analysis.framing.source_phrase import LAST_ACTS, LATEST, Sources
from analysis.framing.speakers import speaker_at
from analysis.framing.surface import NEAR, NEAR_PARTICIPLE, RESUMPTIVE
from analysis.framing.word_types import SAYING, STATEMENT_VERBS, WordType
from analysis.language.orthography import normalise

FAR_FROM_PARTICIPLE = 12


class PhraseCues(Sources):
    """Reads prepositions, participles and nouns that report."""

    def _by_preposition(self, i: int, rule: AccordingTo) -> Act | None:
        """Read "according to SOURCE, CONTENT" or "CONTENT, according to SOURCE"."""
        after, end = i + 1, i + 1
        if rule.linked and not self._linked(after, rule.linked):
            return None
        if rule.linked and len(rule.linked) > 1:
            end = after = i + 2
        if self._plain(after) in ("ما", "لما") or rule.word.endswith("ما"):
            return self._as_someone_says(i, end, after + (not rule.word.endswith("ما")), rule)
        if after < len(self.words) and self.words[after].noun and not self.words[after].definite:
            return self._by_his_word(i, after, rule)
        called = self._named_in_quotes(after) or self._agency(after)
        speaker = called or self._speaker(after, leaning=bool(rule.linked))
        if not speaker or not (called or self._may_be_cited(speaker)):
            return None
        if self.words[speaker.first - 1].kind == "number":
            return None
        if self._plain(speaker.first - 1) in LATEST:
            speaker = speaker._replace(first=speaker.first - 1)
        return self._parenthesis(Act(i, end, rule.stance, speaker, None))

    def _as_someone_says(self, i: int, end: int, verb: int, rule: AccordingTo) -> Act | None:
        """Read بحسب ما أوردته القناة: the subject of the verb speaks."""
        if verb >= len(self.words) or not self.words[verb].may_be_verb:
            return None
        self.consumed.add(verb)
        in_text = self._plain(verb) in STATEMENT_VERBS and self._is(verb + 1, "في")  # وفقا لما جاء في البيان
        speaker = speaker_at(self.words, verb + 2) if in_text else self._subject_after(verb)
        if speaker and (self.words[speaker.first].of_measure or not self.words[speaker.first].speaker_like):
            speaker = None
        if not speaker and not self.words[verb].verb:
            return None
        if self.words[verb].verb and rule.owns_verb:
            end = verb + 1 + self._is(verb + 1, "به")  # حسب ما صرح به
        return self._parenthesis(Act(i, end, rule.stance, speaker, None))

    def _by_his_word(self, i: int, noun: int, rule: AccordingTo) -> Act:
        """Read حسب قوله and حسب قول الوزير."""
        self.consumed.add(noun)
        speaker = self._speaker(noun + 1)
        if speaker and not self._may_be_cited(speaker):
            speaker = None
        if self.words[noun].possessed and speaker is None:
            latest = self.acts[-LAST_ACTS:][::-1]
            speaker = next((act.speaker for act in latest if act.speaker), None)  # حسب وصفها
        return self._parenthesis(Act(i, noun + 1, rule.stance, speaker, None))

    def _as_he_put_it(self, i: int) -> Act | None:
        if i + 1 >= len(self.words):
            return None
        stem = next((stem for stem in reporting().noun_frames if self._plain(i + 1).startswith(stem)), None)
        if stem is None:
            return None
        self.consumed.add(i + 1)
        speaker = self._speaker(i + 2) if self._plain(i + 1) == stem else None
        return self._parenthesis(Act(i - 1, i + 2, reporting().nouns[stem].stance, speaker, None))

    def _by_his_tongue(self, i: int) -> Act | None:
        """Read جاء ذلك على لسان الوزير: what was told before comes from him."""
        speaker = self._speaker(i + 1)
        if speaker is None or not self.words[speaker.first].speaker_like:
            return None
        first = i - 1 - (self._plain(i - 2) in STATEMENT_VERBS)
        return Act(first, i + 1, "neutral", speaker, self._opening_at(speaker.end))

    def _parenthesis(self, act: Act) -> Act:
        """Decide whether the content stands behind the source or before the cue."""
        end = act.speaker.end if act.speaker else act.end
        if act.speaker and self._in_marks(act.speaker.first) and end < len(self.words):
            end += self.words[end].form in CLOSING_QUOTES
        if self._is_first(act.first):
            act.opens = self._behind(end)
        else:
            after = self.words[end] if end < len(self.words) else None
            follows = after is not None and (after.complementiser or after.form == "فقد")
            act.opens, act.before = (end, False) if follows else (None, True)
            act.peer = follows and self._is_peer(act.first) and self.words[act.first].joined
        return act

    def _participle_stands(self, i: int) -> bool:
        """Tell a reporting participle (، مؤكدة أن) from an adjective (معلومات مؤكدة) by what follows."""
        word = self.words[i]
        if i and (self.words[i - 1].preposition or self._plain(i - 1) in ("غير", "بعد", "مع")):
            return False
        if i and self.words[i - 1].kind == "number":
            return False  # 40 متهما
        if self._is_predicate(i) or self._is_plural_beside(i) or self._is_qualified(i):
            return False
        if i and self.words[i - 1].only_verb and not self.words[i - 1].verb:
            return False  # ويصبحون متخوفين من
        if word.plain.endswith("ه") and self.words[i - 1].form not in COMMAS and self._names_in_marks(i + 1):
            return False  # لافتة "للكبار فقط"
        if word.spelt.endswith("ا") and not word.joined:
            if i and self.words[i - 1].accusative and word.adjective:  # حضورا لافتا
                return self._content_at(i + 1, word.participle, 1) is not None or self._opens_clause(i)
            return i + 1 < len(self.words) or i > 0
        follows = (
            self._content_at(i + 1, word.participle, NEAR_PARTICIPLE) is not None
            or self._opening_at(i + 1) is not None
            or self._governs_object(i, word)
            or self._reports_behind_comma(i, word)
        )
        if not follows or i == 0 or self.words[i - 1].form in COMMAS or word.joined:
            return follows
        if self._opening_at(i + 1) is not None:
            return True
        before = self.words[i - 1]
        passive = word.participle is not None and "ب" in word.participle.through and word.plain[0] == "م"
        predicate = passive and word.spelt.endswith("ه")  # المياه مهددة بالنضوب
        return not predicate and (not before.nominal or before.definite)

    def _is_plural_beside(self, i: int) -> bool:
        """Tell a noun beside another one from a participle: بانتقادات ومطالبات بالرحيل."""
        if not (self.words[i].spelt.endswith("ات") and self.words[i].joined):
            return False
        if not self.acts and self._opening_at(i + 1) is None:
            return True
        before = self.words[i - 1] if i else None
        return before is not None and before.nominal and not before.definite

    def _is_qualified(self, i: int) -> bool:
        """Tell a noun by the adjective behind it: يوفر البرنامج مرجعا نظاميا."""
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        adjective = after is not None and after.accusative and after.adjective and not after.common
        return adjective and self._opening(i + 1, i)[0] is None

    def _is_predicate(self, i: int) -> bool:
        """Tell a participle that says what somebody became: أصبح الجميع مهددا بالغرق."""
        if self._opening_at(i + 1) is not None:
            return False
        for j in range(i - 1, max(i - NEAR_PARTICIPLE, -1), -1):
            if not self.words[j].is_word:
                return False
            if self._plain(j) in reporting().becoming:
                return True
        return False

    def _governs_object(self, i: int, word: WordType) -> bool:
        """Tell مؤكدة أهمية القرار, behind another report, from an adjective: معلومات مؤكدة."""
        verb = word.participle
        beside = word.joined and self.words[i - 1].form in COMMAS
        endings = ("ه", "ين", "ا") if beside else ("ه", "ين")  # ، ومثمنا جهود الوزارة
        if verb is None or not (verb.takes_object and word.inflected and word.spelt.endswith(endings)):
            return False
        someone_acts = bool(self.acts) or self._subject_of_clause(i) is not None
        if not someone_acts or verb.verb in reporting().direct_only:
            return False
        if not self._noun_at(i + 1 + (self.words[i + 1].leans_by == "ل")):  # متمنين للجميع النجاح
            return False
        behind_comma = word.joined or self.words[i - 1].form in COMMAS
        return behind_comma or self._definite_at(i + 1)

    def _reports_behind_comma(self, i: int, word: WordType) -> bool:
        """Tell a participle whose clause opens a few words on: ، مشيرة في الوقت نفسه أنه."""
        if word.participle is None or not (self.words[i - 1].form in COMMAS and self.acts):
            return False
        if not (word.inflected or self.acts[-1].feminine):  # مضيفة is also a hostess
            return False
        opens, _ = self._opening(i + 1, i)
        return opens is not None and opens - i <= NEAR

    def _noun_at(self, i: int) -> bool:
        """Tell a noun that may be an object: no preposition, time or adverb."""
        if i >= len(self.words):
            return False
        word = self.words[i]
        return word.nominal and not (
            word.joined or word.leaning or word.never_inside or word.time or word.adverb
        )

    def _definite_at(self, i: int) -> bool:
        """Tell a definite noun, or one that the next word makes definite: القرار، جهودهم، أهمية القرار."""
        word, after = self.words[i], self.words[i + 1] if i + 1 < len(self.words) else None
        closed = after is not None and not after.joined and (after.definite or after.possessed or after.place)
        return word.definite or word.possessed or closed

    def _object_alone(self, i: int, verb: ReportingVerb) -> bool:
        """Tell an object whose own preposition brings in nothing: مؤكدا حرص الوزارة على المزارعين."""
        return verb.verb not in reporting().with_a_person and self._noun_at(i) and self._definite_at(i)

    def _by_participle(self, i: int, verb: ReportingVerb) -> Act | None:
        opens = self._opening_at(i + 1)
        if opens is None and not (verb.takes_object and self._object_alone(i + 1, verb)):
            opens = self._content_at(i + 1, verb, NEAR_PARTICIPLE)
        if opens is None and verb.takes_object:
            opens = self._object_at(i + 1)
        if opens is None:
            opens, _ = self._opening(i + 1, i)
            between = self.words[i + 1 : opens] if opens is not None else ()
            if len(between) > FAR_FROM_PARTICIPLE or any(word.form in COMMAS for word in between):
                opens = None
        if opens is None:
            return None
        speaker = self._speaker_so_far(i, self._feminine_participle(i))
        feminine = self._feminine_participle(i)
        return Act(i, i + 1, verb.stance, speaker, opens, peer=True, feminine=feminine)

    def _by_noun(self, i: int, noun: ReportingVerb) -> Act | None:
        """Read قوله إن, قول الوزير إن; behind على حد only the noun's other uses report."""
        if normalise(noun.verb) != SAYING:
            return None
        subject = None if self.words[i].definite or self.words[i].possessed else speaker_at(self.words, i + 1)
        opens = self._opening_at(subject.end if subject else i + 1)
        if opens is None:
            return None
        if not subject:
            subject = self._nearest_speaker(i)
        return Act(i, i + 1, noun.stance, subject, opens)

    def _by_heading_noun(self, i: int, noun: ReportingVerb) -> Act | None:
        """Read نفي رسمي لوجود خلافات and نفي الوزارة للخبر; without a noun behind it nobody is named."""
        subject = self._owner_of_noun(i + 1)
        opens = self._content_at(subject.end if subject else i + 1, noun, NEAR_PARTICIPLE)
        if opens is None:
            return None
        return Act(i, i + 1, noun.stance, subject, opens, passive=subject is None)

    def _by_done_noun(self, i: int, noun: ReportingVerb) -> Act | None:
        """Read تم إبلاغ الأهالي بأن and تم الإعلان عن الموعد; nobody is named."""
        if self._plain(i + 1) in RESUMPTIVE:
            return None
        opens = self._opening_at(i + 1) or self._content_at(i + 1, noun, NEAR)
        if opens is None:
            opens, _ = self._opening(i + 1, i)
            opens = opens if opens is not None and opens - i <= NEAR else None
        return None if opens is None else Act(i, i + 1, noun.stance, None, opens, passive=True)

    def _in_statement(self, i: int) -> Act | None:
        """Read وجاء في البيان أن and كما ورد في البيان: the statement speaks."""
        if i + 2 >= len(self.words) or not (self.words[i + 2].stems & reporting().statements):
            return None
        speaker = speaker_at(self.words, i + 2)
        if self._plain(i - 1) in AS:
            return Act(i, i + 1, "neutral", speaker, None, before=True)
        resume = speaker.end if speaker else i + 3
        opens, _ = self._opening(resume, resume)
        if opens is None:
            return None
        return Act(i, i + 1, "neutral", speaker, opens, peer=self._is_peer(i))
