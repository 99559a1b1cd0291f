"""One sentence -> its acts of reported speech, by the rules of ``reporting.yml``.

A cue stands where a word that can report is followed by a content in one of the ways that it allows. The
rules are tried in the order of the text; each is a function with the construction that it reads as its
first line.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.framing.lists import AccordingTo, ReportingVerb, reporting
from analysis.framing.quotations import holding
from analysis.framing.speakers import Speaker, past_withholding, speaker_at, without_markup
from analysis.framing.words import (
    CLOSING_QUOTES,
    COLONS,
    COMMAS,
    HEADINGS,
    OPENING_QUOTES,
    STOPS,
    Sentence,
    Span,
    Word,
)
from analysis.framing.word_types import WordType
from analysis.language.orthography import normalise

#: How far, in words, a content may open behind its cue, and a subject begin before its verb.
LONGEST_WAY = 45
LONGEST_SUBJECT = 25
#: How near, in words, the content of a verb must open that mostly does something else.
NEAR = 7
FAR_FROM_PARTICIPLE = 12
FAR_THROUGH = 24
NEAR_PARTICIPLE = 5
#: How many acts back in its sentence a speaker is looked for, and how wide a gap a mark may leave.
LAST_ACTS = 24
LONGEST_GAP = 8
#: A quotation of fewer words is a name or scare quotes, unless a cue or a colon stands right before it.
SHORTEST_QUOTATION = 4

_NEGATIONS = frozenset({"لا", "لم", "لن"})
_FACTS_SPEAK = frozenset({"مما", "ما", "هذا", "هذه", "ذلك"})
#: What stands between a content and the cue behind it, and belongs to neither: وهو ما أكده، كما ذكرت.
_CONNECTIVES = frozenset({"كما", "ما", "هو", "هي", "هذا", "هذه", "ذلك", "الامر", "الذي", "التي", "،"})
_AS = frozenset({"كما", "حسبما", "وفقما", "مثلما"})
_NOT_AN_OPENING = frozenset(
    {
        "الا",
        "غير",
        "بعد",
        "قبل",
        "منذ",
        "رغم",
        "مجرد",
        "دون",
        "لو",
        "يجب",
        "يمكن",
        "ينبغي",
        "بدون",
        "عدا",
        "لابد",
        "علما",
        "حيث",
        "كما",
        "خاصه",
        "خصوصا",
        "لولا",
        "شرط",
        "بشرط",
        "الي",
        "حتي",
    }
)
_RESUMPTIVE = frozenset(
    {
        "به",
        "بها",
        "فيه",
        "فيها",
        "عنه",
        "عنها",
        "اليه",
        "اليها",
        "خلاله",
        "خلالها",
        "منه",
        "منها",
        "عليه",
        "عليها",
    }
)
_KAN = frozenset({"كان", "كانت", "كانوا"})
#: The second words of Levantine month names: تشرين الأول، كانون الثاني.
_ORDINALS = frozenset({"الاول", "الثاني"})
#: In the passive these only say what something is: يعتبر من أبرز الشخصيات.
_COPULAS = frozenset({"اعتبر", "عدّ"})
_RELATIVES = frozenset({"الذي", "التي", "الذين"})
_BOUNDARIES = frozenset(
    {"حيث", "فيما", "بينما", "لكن", "كما", "ثم", "اذ", "بعدما", "عندما", "ان", "انه", "بل", "حين"}
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """An act of reported speech.

    ``source`` stands in the same sentence; ``speaker`` is whom the source means, in full, and
    ``speaker_type`` what kind of speaker that is. Where the full name was found elsewhere,
    ``resolved`` is true and ``first_named`` is where the article names the speaker first.
    """

    sentence_id: int
    cue: Span
    source: Span | None
    source_type: str
    speaker: str | None
    content: Span | None
    direct: bool
    stance: str = "neutral"
    speaker_type: str = "implicit"
    resolved: bool = False
    first_named: Span | None = None
    feminine: bool | None = None


@dataclass(slots=True)
class _Act:
    """An attribution while its sentence is being read; places count words of the sentence."""

    first: int
    end: int
    stance: str
    speaker: Speaker | None
    opens: int | None
    ends: int | None = None
    quoted: bool = False
    before: bool = False
    peer: bool = False
    passive: bool = False
    feminine: bool | None = None


class Reading:
    """One sentence, read from its first word to its last."""

    def __init__(self, sentence: Sentence, text: str, quoted: Sequence[Span]) -> None:
        self.sentence, self.text, self.quoted = sentence, text, quoted
        self.words: Sequence[Word] = sentence.words
        self.acts: list[_Act] = []
        self.consumed: set[int] = set()
        self.someone_spoke = False
        self.peers: list[int] = []
        self.openings: list[int] = []

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions of the sentence."""
        heading = self._heading()
        if heading:
            self._add(heading)
        for i in self.sentence.cues:
            if i in self.consumed or not self._type(i).is_word:
                continue
            act = self._act(i, self._type(i))
            if act:
                self._add(act)
                self._pass_over(i, act.speaker)
        self.peers = sorted(act.first if act.peer else self._comment_begins(act) for act in self.acts)
        self.openings = sorted(act.opens for act in self.acts if act.opens is not None)
        yield from map(self._attribution, self.acts)

    def _comment_begins(self, act: _Act) -> int:
        """Give where a comment on what was said begins: ، في خطوة اعتبرها خبراء; else the cue itself."""
        if not (act.speaker and act.end == act.first + 1 and self._has_pronoun(self._type(act.first))):
            return -1
        for i in range(act.first - 1, max(act.first - NEAR, 0), -1):
            if self.words[i].form in COMMAS:
                return i
        return -1

    def _add(self, act: _Act) -> None:
        self.acts.append(act)
        self.someone_spoke = self.someone_spoke or act.speaker is not None

    def _heading(self) -> _Act | None:
        """Read a heading that names its speaker before a colon: وزير الإسكان: خطة جديدة."""
        if self.sentence.role not in HEADINGS or not self.words:
            return None
        speaker = speaker_at(self.words, 0)
        if not speaker or not self._type(0).speaker_like or speaker.end >= len(self.words) - 1:
            return None
        if not self._is_colon(speaker.end):
            return None
        opens = self._after_colon(speaker.end)
        return None if opens is None else _Act(speaker.end, speaker.end + 1, "neutral", speaker, opens)

    def _pass_over(self, i: int, speaker: Speaker | None) -> None:
        """Look for no cue inside the name of a speaker behind its cue: قال رجا العتيبي."""
        if speaker and speaker.first > i:
            self.consumed.update(range(speaker.first, past_withholding(self.words, speaker.end) or speaker.end))

    def _act(self, i: int, word: WordType) -> _Act | None:
        if word.plain in reporting().according_to and not (word.verb and self._opens_clause(i)):
            return self._by_preposition(i, reporting().according_to[word.plain])
        if word.plain == "حد" and i and self.words[i - 1].type.plain == "علي":
            return self._as_he_put_it(i)
        if word.participle and not word.definite and self._participle_stands(i):
            return self._by_participle(i, word.participle)
        if word.verb:
            return self._by_verb(i, word.verb)
        if word.noun:
            return self._by_noun(i, word.noun)
        if i == 0 and word.plain in reporting().heading_nouns:
            return self._by_heading_noun(i, reporting().heading_nouns[word.plain])
        if word.plain in ("جاء", "ورد", "جاءت", "وردت") and self._is(i + 1, "في"):
            return self._in_statement(i)
        return None

    # --- prepositions -------------------------------------------------------------------------

    def _by_preposition(self, i: int, rule: AccordingTo) -> _Act | None:
        """Read "according to SOURCE, CONTENT" or "CONTENT, according to SOURCE"."""
        after, end = i + 1, i + 1
        if rule.linked and not self._linked(after, rule.linked):
            return None
        if rule.linked and len(rule.linked) > 1:
            end = after = i + 2
        if self._plain(after) in ("ما", "لما") or rule.word.endswith("ما"):
            return self._as_someone_says(i, end, after + (not rule.word.endswith("ما")), rule)
        if after < len(self.words) and self.words[after].type.noun and not self._type(after).definite:
            return self._by_his_word(i, after, rule)
        speaker = self._named_in_quotes(after) or self._speaker(after, leaning=bool(rule.linked))
        if not speaker or not self._may_be_cited(speaker):
            return None
        return self._parenthesis(_Act(i, end, rule.stance, speaker, None))

    def _linked(self, i: int, linked: str) -> bool:
        return i < len(self.words) and (
            self._plain(i) == linked if len(linked) > 1 else self._type(i).spelt.startswith(linked)
        )

    def _as_someone_says(self, i: int, end: int, verb: int, rule: AccordingTo) -> _Act | None:
        """Read بحسب ما أوردته القناة: the speaker is the subject of the verb."""
        if verb >= len(self.words) or not self._type(verb).may_be_verb:
            return None
        self.consumed.add(verb)
        speaker = self._subject_after(verb)
        if speaker and not self._type(speaker.first).speaker_like:
            speaker = None
        if not speaker and not self._type(verb).verb:
            return None
        return self._parenthesis(_Act(i, end, rule.stance, speaker, None))

    def _by_his_word(self, i: int, noun: int, rule: AccordingTo) -> _Act:
        """Read حسب قوله and حسب قول الوزير."""
        self.consumed.add(noun)
        speaker = self._speaker(noun + 1)
        if speaker and not self._may_be_cited(speaker):
            speaker = None
        return self._parenthesis(_Act(i, noun + 1, rule.stance, speaker, None))

    def _as_he_put_it(self, i: int) -> _Act | None:
        if i + 1 >= len(self.words):
            return None
        stem = next((stem for stem in reporting().noun_frames if self._plain(i + 1).startswith(stem)), None)
        if stem is None:
            return None
        self.consumed.add(i + 1)
        speaker = self._speaker(i + 2) if self._plain(i + 1) == stem else None
        return self._parenthesis(_Act(i - 1, i + 2, reporting().nouns[stem].stance, speaker, None))

    def _named_in_quotes(self, i: int) -> Speaker | None:
        """Read a medium's name in marks with nothing before it: بحسب (جارديان), وفقا لـ«المورمون»."""
        if i < len(self.words) and self._type(i).spelt == "ل":
            i += 1
        if i < len(self.words) and (
            self.words[i].form in OPENING_QUOTES | CLOSING_QUOTES or self.words[i].form == "("
        ):
            for j in range(i + 1, min(i + 7, len(self.words))):
                if self.words[j].form in CLOSING_QUOTES or self.words[j].form == ")":
                    return Speaker(i + 1, j, "institution") if j > i + 1 else None
        return None

    def _may_be_cited(self, speaker: Speaker) -> bool:
        head = self._type(speaker.first)
        if (head.institution and head.possessed) or (head.definite and not head.known and head.leaning):
            return False
        if head.institution and speaker.kind == "anonymous":
            return bool(
                head.stems
                & {"صحيفه", "وكاله", "موقع", "قناه", "منظمه", "صحف", "وكالات", "وسائل", "جهه", "مركز"}
            )
        stems = head.stems | ({head.plain[1:]} if head.leaning else set())
        listed = head.title or head.anonymous or head.evidence or head.institution or head.place
        if listed or stems & reporting().statements or (head.plural and not head.definite):
            return True
        return (
            speaker.kind == "named"
            and (head.proper or not head.known)
            and not (head.definite and head.nominal)
        )

    def _parenthesis(self, act: _Act) -> _Act:
        """Decide whether the content stands behind the source or before the cue."""
        end = act.speaker.end if act.speaker else act.end
        if act.speaker and self._in_marks(act.speaker.first) and end < len(self.words):
            end += self.words[end].form in CLOSING_QUOTES
        if self._is_first(act.first):
            act.opens = self._behind(end)
        else:
            follows = end < len(self.words) and self._type(end).complementiser
            act.opens, act.before = (end, False) if follows else (None, True)
        return act

    def _is_first(self, i: int) -> bool:
        """Tell whether nothing but signs, or the end of another sentence, stands before a word."""
        return i == 0 or self._stops(i - 1) or (i == 1 and not self._type(0).is_word)

    def _behind(self, i: int) -> int | None:
        """Give the first word of a content behind a source: past a comma, فإن, أن."""
        while i < len(self.words) and not self._type(i).is_word and self.words[i].form not in OPENING_QUOTES:
            i += 1
        return i if i < len(self.words) else None

    # --- participles --------------------------------------------------------------------------

    def _participle_stands(self, i: int) -> bool:
        """Tell a reporting participle (، مؤكدة أن) from an adjective (معلومات مؤكدة) by what follows."""
        word = self._type(i)
        if i and (self._type(i - 1).preposition or self._plain(i - 1) in ("غير", "بعد")):
            return False
        if word.spelt.endswith("ا") and not word.joined:
            return i + 1 < len(self.words) or i > 0
        follows = (
            self._content_at(i + 1, word.participle, NEAR_PARTICIPLE) is not None
            or self._opening_at(i + 1) is not None
        )
        if not follows or i == 0 or self.words[i - 1].form in COMMAS or word.joined:
            return follows
        if self._opening_at(i + 1) is not None:
            return True
        before = self._type(i - 1)
        passive = word.participle is not None and "ب" in word.participle.through and word.plain[0] == "م"
        predicate = passive and word.spelt.endswith("ه")  # المياه مهددة بالنضوب
        return not predicate and (not before.nominal or before.definite)

    def _by_participle(self, i: int, verb: ReportingVerb) -> _Act | None:
        opens = self._opening_at(i + 1)
        if opens is None:
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
        return _Act(i, i + 1, verb.stance, speaker, opens, peer=True, feminine=self._feminine_participle(i))

    def _feminine_participle(self, i: int) -> bool:
        return self._type(i).spelt.endswith(("ه", "ات"))

    # --- verbs --------------------------------------------------------------------------------

    def _by_verb(self, i: int, verb: ReportingVerb) -> _Act | None:
        """Read VERB SUBJECT CONTENT, SUBJECT VERB CONTENT, or CONTENT VERB SUBJECT."""
        word = self._type(i)
        if not self._verb_stands(i, word):
            return None
        if verb.verb in reporting().passing_on:
            return self._quoting(i, reporting().passing_on[verb.verb])
        passive = self._is_passive(i, word) or self._is_accused(i, verb)
        subject = None if passive else self._subject_after(i)
        if subject and self._has_pronoun(word):
            subject = self._short_subject(subject)
        resume = subject.end if subject else i + 1
        opens, quoted = self._content(i, verb, subject, resume)
        if subject and opens is not None and not self._is_subject(i, subject, opens, verb):
            subject, opens = None, self._without_subject(i, verb, opens)
        if opens is not None and verb.verb in reporting().direct_only and not self._near(opens, resume):
            opens = None
        if opens is None:
            return self._behind_its_content(i, verb, subject)
        if verb.verb in reporting().need_a_subject and not (subject or self._subject_before(i) or self.acts):
            return None
        if not subject and (self._is_formula(i, verb) or self._is_no_report(i, word, verb)):
            return None
        named_before = None if subject or passive else self._subject_before(i)
        if self._facts_speak(i, subject or named_before):
            return None
        stance = "neutral" if verb.stance == "denying" and self._plain(i - 1) in _NEGATIONS else verb.stance
        feminine = self._feminine_verb(i)
        speaker = subject or named_before or (None if passive else self._speaker_so_far(i, feminine))
        return _Act(
            i,
            i + 1,
            stance,
            speaker,
            opens,
            quoted=quoted,
            peer=self._is_peer(i),
            passive=passive,
            feminine=feminine,
        )

    def _verb_stands(self, i: int, word: WordType) -> bool:
        """Tell a finite verb that reports from a noun, and from what is only wished or denied."""
        before = self._type(i - 1) if i else None
        if (
            word.time
            and "ّ" not in word.form
            and not (self._starts_clause(i) and self._reports_plainly(i, word))
        ):
            return False
        if before is None or not before.is_word:
            return True
        of_clause = self._starts_clause(i) or before.definite or before.name_like or before.time
        if word.verb and word.verb.verb in reporting().need_a_clause_start and not of_clause:
            return False
        if before.plain in ("قد", "لقد", "كما", "فيما"):
            return True
        if before.plain in ("لم", "لن", "كي", "لكي") or (before.plain == "ان" and not word.perfect):
            return before.plain == "لم" and bool(word.verb and word.verb.stance == "denying")
        if word.plain.startswith(("سي", "ست")) and not word.perfect:
            return False
        if not (word.nominal or not word.only_verb) or word.joined:
            return True
        if before.preposition or before.leaning or before.plain in ("بعد", "قبل", "هذا", "كل"):
            return False
        if before.only_verb and before.plain not in _KAN and not before.verb:
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
        subject = speaker_at(self.words, i + 1)
        resume = subject.end if subject else i + 1
        return self._opening_at(resume) is not None or (
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
            and self._type(i).passive
            and (
                self._content_at(i + 1, verb, NEAR_PARTICIPLE - 1) is not None and not self._subject_after(i)
            )
        )

    def _has_pronoun(self, word: WordType) -> bool:
        return word.plain.endswith(("ه", "ها")) and word.only_verb

    def _short_subject(self, subject: Speaker) -> Speaker:
        """End a bare subject before the object that a verb with a pronoun still takes: اعتبرها خبراء فرصة."""
        head = self._type(subject.first)
        if head.definite or subject.kind == "named" or not head.anonymous:
            return subject
        for j in range(subject.first + 1, subject.end):
            word = self._type(j)
            if not (word.definite or word.adjective or word.possessed or word.preposition or word.joined):
                return Speaker(subject.first, j, subject.kind)
        return subject

    def _is_no_report(self, i: int, word: WordType, verb: ReportingVerb) -> bool:
        """Tell a passive that only means what it says (تضاف إلى), with no clause behind it."""
        if verb.verb in _COPULAS and word.passive and word.imperfect and self._opening_at(i + 1) is None:
            return True
        return (
            word.only_passive
            and verb.verb not in reporting().with_a_person
            and self._opening_at(i + 1) is None
        )

    def _is_formula(self, i: int, verb: ReportingVerb) -> bool:
        return verb.verb in reporting().outlet_formulas and self._type(i).plain.startswith("ي")

    def _facts_speak(self, i: int, subject: Speaker | None) -> bool:
        """Tell that no person speaks: مما يؤكد أن، هذا أكد أن."""
        if subject or not i:
            return False
        before = self._plain(i - 1)
        verb = self._type(i).verb
        if before in ("ما", "مما") and self._has_pronoun(self._type(i)) and verb and "ب" in verb.through:
            return False  # ما وصفته بالتدخل: what the speaker called so
        return before in _FACTS_SPEAK or (before == "كل" and i > 1)

    def _subject_after(self, i: int) -> Speaker | None:
        """Give the noun phrase behind a verb, past ذلك, times, and those who are spoken to."""
        j, stop = i + 1, min(len(self.words), i + LONGEST_WAY)
        skipped = False
        if self._has_its_subject(i):
            return None
        verb = self._type(i).verb
        while j < stop:
            word = self.words[j].type
            if word.complementiser or self._is_colon(j) or self._stops(j):
                return None
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
            if (
                word.plain in ("ذلك", "هذا", "كذلك", "ايضا", "لـ", "ل")
                or word.plain in _RESUMPTIVE
                or self._points_at_speaker(j)
                or word.time
                or (word.adverb and not word.name_like)
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
            if word.never_inside:
                return None
            speaker = speaker_at(self.words, j)
            if speaker and skipped and not self._type(j).speaker_like and not self._type(j).definite:
                return None
            return speaker
        return None

    def _points_at_speaker(self, i: int) -> bool:
        """Step over the demonstrative of هذه المصادر."""
        return (
            self._plain(i) in ("هذه", "هؤلاء", "تلك")
            and i + 1 < len(self.words)
            and (self._type(i + 1).speaker_like)
        )

    def _has_its_subject(self, i: int) -> bool:
        """Tell a verb whose subject cannot follow: طالبوا, or behind الذي with no pronoun of its own."""
        plain = self._plain(i)
        if plain.endswith(("وا", "ون")):
            return True
        relative = i > 0 and self._plain(i - 1) in _RELATIVES
        return relative and not plain.endswith(("ه", "ها", "هم")) and self._plain(i + 1) not in _RESUMPTIVE

    def _short_name_in_marks(self, i: int) -> Speaker | None:
        """Read a body that is only named in marks: كتبت «قوات الدفاع الشعبي» على موقعها أن."""
        if self.words[i].form not in OPENING_QUOTES or i + 2 >= len(self.words) or not self._type(i - 1).verb:
            return None
        close = self._quotation_end(i)
        if (
            close is None
            or close - i < 2
            or close + 1 >= len(self.words)
            or not self._type(i + 1).speaker_like
        ):
            return None
        head = self._type(i + 1)
        nisba = head.definite and (not head.known or head.plain.endswith("ي"))
        surname = close == i + 2 and nisba and not (head.institution or head.place)
        return Speaker(i + 1, close, "named" if surname else "institution")

    def _past_marks(self, i: int) -> int:
        for j in range(i + 1, min(i + 8, len(self.words))):
            if self.words[j].form in CLOSING_QUOTES or self.words[j].form == ")":
                return j + 1
        return i + 1

    def _past_phrase(self, i: int) -> int | None:
        """Give the end of a prepositional phrase: behind its closing noun, before a title or a name.

        The words behind it are searched for one who speaks; None if the clause opens first.
        """
        j = i + 1
        if self._type(i).preposition and j < len(self.words) and self._type(j).is_word:
            j += 1
        stop = min(len(self.words), i + 14)
        while j < stop:
            word = self.words[j].type
            if word.complementiser or self._is_colon(j) or self._stops(j):
                return None
            if not word.is_word:
                if self.words[j].form in OPENING_QUOTES or self.words[j].form == "(":
                    j = self._past_marks(j)
                    continue
                return j if self.words[j].form == "،" else j + 1
            closed = (
                self._type(j - 1).definite
                or not self._type(j - 1).is_word
                or self._type(j - 1).possessed
                or (self._type(j - 1).time)
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

    def _is_subject(self, i: int, subject: Speaker, opens: int, verb: ReportingVerb) -> bool:
        """Tell the subject of a verb from its object: أكد أهمية الكعبة has no subject."""
        head = self._type(subject.first)
        if head.speaker_like or head.plural:
            return True
        clause = opens < len(self.words) and self._type(opens).complementiser
        behind_its_own = not self._type(opens - 1).preposition or self._plain(opens - 1) in verb.through
        if clause and behind_its_own and (not verb.takes_object or head.definite or opens == subject.end):
            return True
        if head.definite and self._plain(subject.end) in verb.through:
            return True
        if clause and behind_its_own and head.nominal and self._plain(subject.end) in _RELATIVES:
            return True
        if self._opens_directly(subject.end, opens) and (not verb.takes_object or head.definite):
            return True
        return not verb.takes_object and not verb.through

    def _opens_directly(self, end: int, opens: int) -> bool:
        return 0 <= opens - end <= 12

    def _near(self, opens: int, resume: int) -> bool:
        """Tell whether a clause opens within a few words behind the speaker."""
        opened = self._type(opens).complementiser or self._in_marks(opens) or self._colon_before(opens)
        return opened and opens - resume <= NEAR

    def _without_subject(self, i: int, verb: ReportingVerb, opens: int) -> int | None:
        """Find the content again where the noun phrase behind the verb was its object."""
        if verb.takes_object:
            return i + 1
        return opens if self._clause_at(opens) else None

    def _subject_before(self, i: int) -> Speaker | None:
        """Give the noun phrase before a verb: مصدر أمني قال إن; ... ممثل الصندوق الذي قال إن."""
        j = i - 1
        while j >= 0 and (
            self._plain(j) in ("قد", "الذي", "التي", "الذين") or self._type(j).time or self._type(j).adverb
        ):
            j -= 1
        relative = any(self._plain(k) in ("الذي", "التي", "الذين") for k in range(j + 1, i))
        if relative and j >= 0 and self.words[j].form in COMMAS:
            j -= 1
        if j < 0 or not self._type(j).is_word:
            return None
        begin, stop = j + 1, max(-1, j - LONGEST_SUBJECT)
        candidates: list[int] = []
        while begin - 1 > stop:
            word = self.words[begin - 1]
            if not word.type.is_word and word.form not in '"«»“”()/':
                break
            if word.type.only_verb or word.type.plain in _BOUNDARIES or word.type.plain in _KAN:
                break
            begin -= 1
            if relative:
                candidates.insert(0, begin) if self._may_head(begin) else None
        starts = candidates if relative else [begin]
        for start in starts:
            speaker = speaker_at(self.words, start)
            if speaker and speaker.end >= j + 1 and self._type(start).speaker_like:
                return Speaker(start, min(speaker.end, j + 1), speaker.kind)
        return None

    def _may_head(self, i: int) -> bool:
        word = self._type(i)
        leaning = word.leaning and word.leans_by != "ل"
        return word.is_word and word.speaker_like and not (word.preposition or leaning or word.never_inside)

    def _quoting(self, i: int, through: str) -> _Act | None:
        """Read نقلت الصحيفة عن الوزير القول إن: two speakers, two attributions."""
        medium = self._subject_after(i)
        start = medium.end if medium else i + 1
        about = next(
            (j for j in range(start, min(start + 8, len(self.words))) if self._plain(j) == through), None
        )
        if about is None:
            opens = self._opening_at(start) if through == "عن" else None
            if opens is None or not medium or not self._type(medium.first).speaker_like:
                return None
            return _Act(i, i + 1, "neutral", medium, opens, peer=self._is_peer(i))
        quoted = speaker_at(self.words, about + 1)
        resume = quoted.end if quoted else about + 1
        resume = past_withholding(self.words, resume) or resume
        opens, in_marks = self._opening(resume, resume - 1)
        near = range(resume, min(resume + 4, len(self.words)))
        noun = next((j for j in near if self._type(j).noun or self._type(j).masdar), None)
        if noun is not None and (opens is None or opens > noun + NEAR):
            opens = self._content_of_masdar(noun)
        if opens is None or (medium and not self._type(medium.first).speaker_like and not quoted):
            return None
        if noun is not None and noun >= opens:
            noun = None
        if noun is None and through != "عن":
            return None
        self._add(
            _Act(
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
            return _Act(about, about + 1, "neutral", quoted, opens, quoted=in_marks)
        self.consumed.add(noun)
        masdar = self._type(noun).masdar
        stance = masdar.stance if masdar else "neutral"
        return _Act(noun, noun + 1, stance, quoted, opens, quoted=in_marks)

    def _content_of_masdar(self, i: int) -> int | None:
        """Find what a masdar with its speaker as a suffix reports: تأكيده التزام بلاده، تحذيره من."""
        masdar = self._type(i).masdar
        opens = self._content_at(i + 1, masdar, NEAR_PARTICIPLE)
        return self._object_at(i + 1) if opens is None and masdar and masdar.takes_object else opens

    def _behind_its_content(self, i: int, verb: ReportingVerb, subject: Speaker | None) -> _Act | None:
        """Read "CONTENT", قال الوزير; كما ذكرت الصحيفة; and what a pronoun takes up: ما اعتبره محللون."""
        if not subject or not (self._type(subject.first).speaker_like or self._type(subject.first).definite):
            return None
        before = self.words[i - 1].form if i else ""
        word = self._type(i)
        closes = (
            subject.end >= len(self.words)
            or not self._type(subject.end).is_word
            or self._type(subject.end).preposition
            or self._type(subject.end).time
        )
        if self._plain(i - 1) in _AS if i else False:
            return _Act(i, i + 1, verb.stance, subject, None, before=True, feminine=self._feminine_verb(i))
        if (
            (before in CLOSING_QUOTES or before in COMMAS)
            and not self._behind_quoted_name(i)
            and closes
            and before
            and not word.joined
            and not (verb.through)
        ):
            return _Act(i, i + 1, verb.stance, subject, None, before=True, feminine=self._feminine_verb(i))
        if self._plain(i + 1) == "ذلك" and self._type(subject.first).speaker_like:
            return _Act(i, i + 1, verb.stance, subject, None, feminine=self._feminine_verb(i))
        if self._takes_up(i, word) and self._type(subject.first).speaker_like:
            return _Act(i, i + 1, verb.stance, subject, None, before=True, feminine=self._feminine_verb(i))
        return None

    def _behind_quoted_name(self, i: int) -> bool:
        """Tell a name in marks before a verb from a quotation: خلال احتفالات «عيد الربيع»، تابع الأهالي."""
        mark = i - 1 if self.words[i - 1].form in CLOSING_QUOTES else i - 2
        if mark < 0 or self.words[mark].form not in CLOSING_QUOTES:
            return False
        quotation = holding(self.quoted, self.words[mark].start - 1, self.words[mark].start - 1)
        return quotation is not None and self.text.count(" ", *quotation) + 1 < SHORTEST_QUOTATION

    def _takes_up(self, i: int, word: WordType) -> bool:
        """Tell whether the verb's pronoun takes up what stands before it: ما أكده الوزير."""
        if not i or self._plain(i - 1) not in ("ما", "لما", "بما", "مما"):
            return False
        return word.plain.endswith(("ه", "ها")) or self._plain(i + 1) in _RESUMPTIVE

    # --- nouns --------------------------------------------------------------------------------

    def _by_noun(self, i: int, noun: ReportingVerb) -> _Act | None:
        """Read قوله إن, قول الوزير إن; behind على حد only the noun's other uses report."""
        if normalise(noun.verb) != "قول":
            return None
        subject = None if self._type(i).definite or self._type(i).possessed else speaker_at(self.words, i + 1)
        opens = self._opening_at(subject.end if subject else i + 1)
        if opens is None:
            return None
        if not subject:
            subject = self._nearest_speaker(i)
        return _Act(i, i + 1, noun.stance, subject, opens)

    def _by_heading_noun(self, i: int, noun: ReportingVerb) -> _Act | None:
        """Read نفي رسمي لوجود خلافات and نفي الوزارة للخبر; without a noun behind it nobody is named."""
        subject = self._owner_of_noun(i + 1)
        opens = self._content_at(subject.end if subject else i + 1, noun, NEAR_PARTICIPLE)
        if opens is None:
            return None
        return _Act(i, i + 1, noun.stance, subject, opens, passive=subject is None)

    def _owner_of_noun(self, i: int) -> Speaker | None:
        """Give the subject of a masdar, which ends before the object behind ل: نفي الوزارة لشائعات."""
        subject = speaker_at(self.words, i) if i < len(self.words) and self._type(i).speaker_like else None
        if subject is None:
            return None
        end = next((j for j in range(i + 1, subject.end) if self._type(j).leans_by == "ل"), subject.end)
        return subject._replace(end=end)

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
                    and (self._type(first).title or self._type(first).anonymous or speaker.kind == "named")
                ):
                    return speaker
        return self._speaker_so_far(i, None)

    def _in_statement(self, i: int) -> _Act | None:
        """Read وجاء في البيان أن: the statement speaks."""
        if i + 2 >= len(self.words) or not (self._type(i + 2).stems & reporting().statements):
            return None
        speaker = speaker_at(self.words, i + 2)
        resume = speaker.end if speaker else i + 3
        opens, quoted = self._opening(resume, resume)
        if opens is None:
            return None
        return _Act(i, i + 1, "neutral", speaker, opens, quoted=quoted, peer=self._is_peer(i))

    # --- where content opens --------------------------------------------------------------------

    def _content(
        self, i: int, verb: ReportingVerb, subject: Speaker | None, resume: int
    ) -> tuple[int | None, bool]:
        """Find where a verb's content opens, and whether in quotation marks."""
        direct = self._opening_at(resume)
        if direct is not None:
            return direct, self._in_marks(direct)
        if self._weighs(i, subject):
            through = self._content_at(resume, verb)
            if through is not None:
                return self._clause_through(through, verb) or through, False
            if (
                verb.takes_object
                and verb.verb not in reporting().direct_only
                and (subject or self._starts_clause(i))
            ):
                found = self._object_at(resume)
                if found is not None:
                    clause = self._behind_appositive(found)
                    return (found if clause is None else clause), False
        return self._opening(resume, i)

    def _behind_appositive(self, i: int) -> int | None:
        """Find the clause behind a description of the speaker, which is no object: الناطق باسم الشركة، أن."""
        if not (self._type(i).title or self._type(i).anonymous):
            return None
        described = speaker_at(self.words, i)
        return self._opening_at(described.end) if described else None

    def _clause_through(self, i: int, verb: ReportingVerb) -> int | None:
        """Find the clause behind the second of two like prepositions: حذر باحثون من جامعة من أن."""
        for j in range(i, min(i + NEAR, len(self.words))):
            if self.words[j].form in COMMAS or self._stops(j):
                return None
            if self._type(j).complementiser and self._plain(j - 1) in verb.through and j > i:
                return j
        return None

    def _weighs(self, i: int, subject: Speaker | None) -> bool:
        """Tell whether a plain object is enough: someone speaks, or the verb can be nothing else."""
        if subject and (self._type(subject.first).speaker_like or self._is_human_plural(subject)):
            return True
        word = self._type(i)
        if self._has_pronoun(word) and subject:
            return True
        if i and self._plain(i - 1) in _RELATIVES:
            return self._is_accused(i, word.verb) or (
                word.only_verb and (bool(self._subject_before(i)) or self.someone_spoke)
            )
        plainly = word.only_verb or (word.joined and word.perfect and word.plain.endswith("ت"))
        return plainly and (
            self._starts_clause(i) or self._plain(i + 1) in _RESUMPTIVE or bool(self._subject_before(i))
        )

    def _is_human_plural(self, subject: Speaker) -> bool:
        """Tell a definite sound plural in the nominative, which means people: المحتجون."""
        head = self._type(subject.first)
        return head.plural and head.definite and head.plain.endswith("ون")

    def _starts_clause(self, i: int) -> bool:
        word = self._type(i)
        if (
            i > 1
            and self._type(i - 1).possessed
            and self._plain(i - 1).startswith(("جانب", "جهت", "بدور", "ناحيت", "بدورها"))
        ):
            return True
        return (
            i == 0
            or word.joined
            or not self._type(i - 1).is_word
            or self._plain(i - 1)
            in ("كما", "حيث", "قد", "ما", "كان", "كانت", "ايضا", "فيما", "بينما", "كذلك")
        )

    def _clause_at(self, i: int) -> bool:
        return i < len(self.words) and (self._type(i).complementiser or self._in_marks(i))

    def _opening_at(self, i: int) -> int | None:
        """Give the content that opens right here: أن, إلى أن, a colon, quotation marks, قائلا."""
        j = i
        while j < len(self.words) and j - i < 4:
            word, form = self._type(j), self.words[j].form
            if word.complementiser:
                return j if not word.joined or j == i else None
            if self._is_colon(j):
                return self._after_colon(j)
            if form in OPENING_QUOTES and self._quotation_opens(j):
                return j + 1 if j + 1 < len(self.words) else None
            saying = self._is_saying(j)
            if saying:
                self.consumed.add(j)
            elif not (
                word.preposition
                or form in COMMAS
                or form in ")"
                or word.plain in ("ايضا", "علي", "له", "لها", "كذلك")
            ):
                return None
            j += 1
        return None

    def _quotation_opens(self, i: int) -> bool:
        """Tell an opening mark from a closing one of the same shape."""
        end = self.words[i].end
        return self.words[i].form != '"' or holding(self.quoted, end, end) is not None

    def _is_saying(self, i: int) -> bool:
        """Tell whether a word only brings in what another verb reports: قائلا، بقوله، بالقول."""
        word = self._type(i)
        return bool(word.participle and word.participle.verb == "قال") or (
            bool(word.noun) and word.plain.startswith(("بقول", "بالقول"))
        )

    def _after_colon(self, i: int) -> int | None:
        j = i + 1
        while j < len(self.words) and self.words[j].form in OPENING_QUOTES | {"-", "–", "(", "ـ"}:
            j += 1
        return j if j < len(self.words) else None

    def _opening(self, start: int, cue: int) -> tuple[int | None, bool]:
        """Search for the opening of the clause behind a cue, past appositives and adjuncts."""
        stop = min(len(self.words), cue + LONGEST_WAY)
        j = start
        while j < stop:
            word, form = self._type(j), self.words[j].form
            if self._stops(j):
                return None, False
            if self._is_colon(j):
                opens = self._after_colon(j)
                return opens, opens is not None and self._in_marks(opens)
            if form in OPENING_QUOTES and self._quotation_opens(j):
                close = self._quotation_end(j)
                if close is None or close - j > SHORTEST_QUOTATION:
                    return (j + 1 if j + 1 < len(self.words) else None), True
                j = close + 1
                continue
            if word.complementiser and not word.joined and self._opens_here(j, cue):
                return j, self._in_marks(j + 1) if j + 1 < len(self.words) else False
            if self._is_saying(j):
                opens = self._opening_at(j + 1)
                self.consumed.add(j)
                return opens, opens is not None and self._in_marks(opens)
            if j > cue + 1 and (self._another_cue(j) or self._new_clause(j) or self._tells_of_its_words(j)):
                return None, False
            j += 1
        return None, False

    def _tells_of_its_words(self, i: int) -> bool:
        """Tell a verb that says what a text before it says: نشرت تقريرا قالت فيه إن."""
        word = self._type(i)
        aside = self._plain(i - 1) in _FACTS_SPEAK | _AS | _RELATIVES | {"لما", "بما"}
        return word.verb is not None and word.only_verb and self._plain(i + 1) in _RESUMPTIVE and not aside

    def _new_clause(self, i: int) -> bool:
        """Tell whether a comma and a joined verb or preposition begin another clause: ، ومن شأن."""
        word = self._type(i)
        return word.joined and self.words[i - 1].form in COMMAS and (word.only_verb or word.preposition)

    def _opens_here(self, i: int, cue: int) -> bool:
        """Tell أن that belongs to the cue from أن behind another verb or conjunction: بعد أن، يمكن أن."""
        before = self._type(i - 1)
        if before.plain in _NOT_AN_OPENING:
            return before.plain == "الي" and bool(self._type(cue).verb or self._type(cue).participle)
        return i - 1 == cue or not (before.only_verb and before.is_word)

    def _another_cue(self, i: int) -> bool:
        word = self._type(i)
        if (
            word.participle
            and not word.definite
            and (word.spelt.endswith("ا") or self.words[i - 1].form in COMMAS)
        ):
            return True
        return bool(word.verb) and word.only_verb and (word.joined or self.words[i - 1].form in COMMAS)

    def _quotation_end(self, i: int) -> int | None:
        for j in range(i + 1, min(i + SHORTEST_QUOTATION + 2, len(self.words))):
            if self.words[j].form in CLOSING_QUOTES:
                return j
        return None

    def _content_at(self, i: int, verb: ReportingVerb | None, far: int = FAR_THROUGH) -> int | None:
        """Find a noun phrase that a preposition of the verb brings in: عن شكره، على مواصلة، باتخاذ."""
        if verb is None or not verb.through:
            return None
        opened = 0
        for j in range(i, min(i + far, len(self.words))):
            word, form = self._type(j), self.words[j].form
            opened += form in COMMAS
            if (
                self._stops(j)
                or self._is_colon(j)
                or word.complementiser
                or opened > 2
                or (j > i and self._another_cue(j))
            ):
                return None
            if (
                word.preposition
                and word.plain in verb.through
                and j + 1 < len(self.words)
                and not word.joined
            ):
                return j + 1
            if word.leaning and word.leans_by in verb.through and not word.joined:
                return j
            if form == "ب" and "ب" in verb.through:
                return j
        return None

    def _object_at(self, i: int) -> int | None:
        """Find a plain object behind a subject, past a time, an occasion or an appositive between commas."""
        j = self._past_appositive(i)
        stop = min(len(self.words), j + 14)
        while j < stop:
            word = self._type(j)
            if (
                word.preposition
                or (word.leaning and (word.occasion or (word.addressee and word.leans_by == "ل")))
                or word.plain in ("خلال", "لدي", "عقب", "بعد", "قبل")
            ):
                past = self._past_adjunct(j)
                if past is None:
                    return None
                j = past
                continue
            if (
                word.time
                or word.adverb
                or (word.plain in _ORDINALS and self._type(j - 1).time)
                or word.plain in ("انه", "ايضا", "كذلك")
                or self.words[j].form in COMMAS
                or self.words[j].form in ")/-"
            ):
                j += 1
                continue
            if self.words[j].form == "(":
                j = self._past_marks(j)
                continue
            if not word.is_word:
                return j if self.words[j].form in OPENING_QUOTES else None
            demonstrative = word.plain in ("هذا", "هذه", "ذلك", "تلك", "اي", "ما")
            if demonstrative or (not word.never_inside and not (word.only_verb and not word.nominal)):
                return j
            return None
        return None

    def _past_appositive(self, i: int) -> int:
        """Step over a description between two commas: ، الباحث في مركز صوفان،."""
        if i < len(self.words) and self.words[i].form in COMMAS:
            for j in range(i + 1, min(i + 16, len(self.words))):
                if self.words[j].form in COMMAS:
                    return j + 1
        return i

    def _past_adjunct(self, i: int) -> int | None:
        """Step over a prepositional phrase: its chain of nouns up to the next bare noun, sign or verb."""
        closed = False
        for j in range(i + 1, min(i + 14, len(self.words))):
            word = self._type(j)
            if not word.is_word or word.preposition or word.time or word.complementiser:
                return j
            if closed and not word.definite and not word.leaning:
                return j
            closed = closed or word.definite or word.possessed or word.place
        return None

    def _opens_clause(self, i: int) -> bool:
        return self._opening_at(i + 1) is not None

    def _in_marks(self, i: int) -> bool:
        """Tell whether quotation marks open right before or right at a word."""
        if i >= len(self.words):
            return False
        return self.words[i].form in OPENING_QUOTES or (i > 0 and self.words[i - 1].form in OPENING_QUOTES)

    # --- who speaks -----------------------------------------------------------------------------

    def _speaker(self, i: int, leaning: bool = False) -> Speaker | None:
        while i < len(self.words) and self._plain(i) in ("ل", "ال", "نفس", "لنفس", "ذات", "لذات"):
            i += 1
        return speaker_at(self.words, i)

    def _speaker_so_far(self, i: int, feminine: bool | None) -> Speaker | None:
        """Give who speaks in the sentence up to a word: the last speaker of that gender, or the subject."""
        latest = self.acts[-LAST_ACTS:][::-1]
        for act in [act for act in latest if not self._is_aside(act)] + list(filter(self._is_aside, latest)):
            agrees = feminine is None or act.feminine is None or act.feminine == feminine
            if act.speaker and agrees and self._plain(act.first) != "عن":
                return act.speaker
        return None if self.someone_spoke else self._subject_of_clause(i)

    def _is_aside(self, act: _Act) -> bool:
        """Tell a source that is only named in passing: كما نقل عنه الموقع، وفقا لرويترز."""
        return self._plain(act.first - 1) in _AS or self._plain(act.first) in reporting().according

    def _subject_of_clause(self, i: int) -> Speaker | None:
        """Give the subject of what is done before a word: ورفع الحقيل أسمى التهاني، متمنيا."""
        for j in range(min(i, LONGEST_WAY)):
            word = self._type(j)
            acts = word.only_verb or (word.may_be_verb and (j == 0 or self.words[j - 1].form in COMMAS))
            if acts and j + 1 < i and not self._type(j + 1).leaning and self._plain(j - 1) not in _RELATIVES:
                speaker = speaker_at(self.words, j + 1)
                if (
                    speaker
                    and speaker.end <= i
                    and self._type(j + 1).speaker_like
                    and not self._type(j + 1).possessed
                    and speaker.kind != "anonymous"
                ):
                    return speaker
        return None

    def _feminine_verb(self, i: int) -> bool | None:
        word = self._type(i)
        if word.verb and word.plain == normalise(word.verb.verb):
            return False  # the ت of لفت belongs to the verb
        if word.plain.endswith(("وا", "ون")):
            return None
        if word.perfect and not word.plain.startswith("ي"):
            return word.plain.endswith(("ت", "تها", "ته", "تهم"))
        return word.plain.startswith("ت") if word.imperfect else None

    def _is_peer(self, i: int) -> bool:
        """Tell whether a verb begins a new report and so ends the content before it."""
        return self._type(i).joined or (i > 0 and self.words[i - 1].form in COMMAS)

    # --- from words to places of the text ---------------------------------------------------------

    def _attribution(self, act: _Act) -> Attribution:
        content, direct = self._content_span(act)
        source = self._source_span(act.speaker)
        kind = self._kind_of(act.speaker)
        return Attribution(
            self.sentence.sentence_id,
            Span(self.words[act.first].start, self.words[act.end - 1].end),
            source,
            kind,
            without_markup(self.text[source.start : source.end]) if source else None,
            content,
            direct,
            act.stance,
            kind,
            feminine=None if act.passive else act.feminine,
            first_named=source,
            resolved=act.passive,
        )

    def _kind_of(self, speaker: Speaker | None) -> str:
        if speaker is None:
            return "implicit"
        head = self._type(speaker.first)
        stems = head.stems | ({head.plain[1:]} if head.leaning else set())
        if stems & _STATEMENTS_THAT_SPEAK and speaker.kind != "named":
            return (
                "institution"
                if any(self._type(j).definite for j in range(speaker.first, speaker.end))
                else "anonymous"
            )
        return speaker.kind

    def _source_span(self, speaker: Speaker | None) -> Span | None:
        if speaker is None:
            return None
        first = self.words[speaker.first]
        cut = 1 if first.type.leans_by == "ل" and not first.type.plain.startswith("لل") else 0
        if cut and first.form.startswith(("و", "ف")) and first.type.joined:
            cut = 0
        return Span(first.start + cut, self.words[speaker.end - 1].end)

    def _content_span(self, act: _Act) -> tuple[Span | None, bool]:
        if act.before:
            return self._content_before(act)
        if act.opens is None or act.opens >= len(self.words):
            return None, False
        begin = self.words[act.opens].start
        quotation = self._quotation_from(act.opens)
        if quotation:
            return quotation, True
        after_colon = act.opens > 0 and self._colon_before(act.opens)
        end = self._end_of(act)
        while (
            end > act.opens + 1
            and not self._type(end - 1).is_word
            and self.words[end - 1].form not in ')%»”"'
        ):
            end -= 1
        direct = after_colon and not self._type(act.opens).complementiser
        return Span(begin, max(self.words[end - 1].end, begin)), direct

    def _colon_before(self, i: int) -> bool:
        return self._is_colon(i - 1) or (
            i > 1 and self._is_colon(i - 2) and not self._type(i - 1).is_word
        )

    def _quotation_from(self, i: int) -> Span | None:
        """Give the quotation that opens at a content, or right behind its complementiser."""
        for j in (i, i + 1, i + 2):
            if j >= len(self.words) or (j > i and not self._type(i).complementiser):
                break
            quotation = holding(self.quoted, self.words[j].start, self.words[j].start)
            if quotation and quotation.start <= self.words[j].start and self._first_in(quotation, j):
                long = self.text.count(" ", *quotation) + 1 >= SHORTEST_QUOTATION
                return self._trimmed(quotation) if long or j == i else None
        return None

    def _first_in(self, quotation: Span, i: int) -> bool:
        before = self.words[i].start - quotation.start
        return before <= LONGEST_GAP and not self.text[quotation.start : self.words[i].start].strip()

    def _trimmed(self, span: Span) -> Span:
        text = self.text[span.start : span.end]
        start = span.start + len(text) - len(text.lstrip())
        return Span(start, max(start, span.start + len(text.rstrip(" \t\r\n.،"))))

    def _end_of(self, act: _Act) -> int:
        """Give the word before which a content ends: the next report beside it, or the sentence's end."""
        later = bisect_right(self.peers, max(act.opens or 0, act.first))
        return self.peers[later] if later < len(self.peers) else len(self.words)

    def _content_before(self, act: _Act) -> tuple[Span | None, bool]:
        """Give what stands before a cue: the quotation that ends there, else the clause."""
        end = act.first
        while end > 0 and not self._type(end - 1).is_word and self.words[end - 1].form not in CLOSING_QUOTES:
            end -= 1
        if end == 0:
            return None, False
        while end > 1 and self._plain(end - 1) in _CONNECTIVES:
            end -= 1
        if self.words[end - 1].form in CLOSING_QUOTES:
            quotation = holding(self.quoted, self.words[end - 1].start, self.words[end - 1].start)
            if quotation:
                return self._trimmed(quotation), True
        earlier = bisect_left(self.openings, end)
        start = self.openings[earlier - 1] if earlier else 0
        return Span(self.words[start].start, self.words[end - 1].end), False

    # --- words ------------------------------------------------------------------------------------

    def _stops(self, i: int) -> bool:
        """Tell a sign that ends a sentence from the points of an acronym: بي.بي.سي."""
        word = self.words[i]
        if word.form not in STOPS:
            return False
        touching = (
            i + 1 < len(self.words) and self.words[i + 1].start == word.end and self._type(i + 1).is_word
        )
        return not (touching and i > 0 and self.words[i - 1].end == word.start)

    def _is_colon(self, i: int) -> bool:
        """Tell a colon from the sign of a time (8:30) and of an address (https://)."""
        word = self.words[i]
        if word.form not in COLONS:
            return False
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        touching = after is not None and i > 0 and self.words[i - 1].end == word.start == after.start - 1
        return not (touching and after and (after.form[0].isdigit() or after.form == "/"))

    def _type(self, i: int) -> WordType:
        return self.words[i].type

    def _plain(self, i: int) -> str:
        return self.words[i].type.plain if 0 <= i < len(self.words) else ""

    def _is(self, i: int, plain: str) -> bool:
        return self._plain(i) == plain


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
_STATEMENTS_THAT_SPEAK = frozenset({"بيان", "تقرير", "خطاب", "رساله"})
