"""Who speaks: whom a preposition or a noun cites, or the speaker of the sentence so far."""

from analysis.framing.acts import Act
from analysis.framing.cue_types import AS, CLAUSE_STARTERS, TAKEN_UP
from analysis.framing.lists import reporting
from analysis.framing.names import names_a_state, of_a_state
from analysis.framing.signs import CLOSING_QUOTES, COMMAS, OPENING_QUOTES
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.subject_before import LONGEST_SUBJECT, SubjectsBefore
from analysis.framing.surface import (
    LONGEST_WAY,
    RELATIVES,
)

#: How many acts back in its sentence a speaker is looked for, and how wide a gap a mark may leave.
LAST_ACTS = 24
#: What may stand between according to and a source: وفقا لأحدث دراسة.
LATEST = frozenset({"احدث", "لاحدث", "اخر", "لاخر"})
_BEFORE_A_SOURCE = LATEST | {"ل", "ال", "نفس", "لنفس", "ذات", "لذات", "هذه", "تلك", "هؤلاء"}


class Sources(SubjectsBefore):
    """Finds who speaks."""

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

    def _agency(self, i: int) -> Speaker | None:
        """Read a news agency that is only called by its state: وفقا للألمانية."""
        if i >= len(self.words) or not self.words[i].plain.startswith("لل"):
            return None
        state = "ال" + self.words[i].plain[2:].removesuffix("ه")
        alone = i + 1 >= len(self.words) or not self.words[i + 1].is_word
        return Speaker(i, i + 1, "institution") if alone and names_a_state(state) else None

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
        place = head.place or head.place_cited
        listed = head.title or head.anonymous or head.evidence or head.institution or place
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
                    and not (self.words[j + 1].possessed or self.words[j + 1].accusative)
                    and (
                        speaker.kind != "anonymous"
                        or j == 0
                        or (self.words[j + 1].evidence and self.words[j + 1].definite)
                    )
                ):
                    return speaker
        return None
