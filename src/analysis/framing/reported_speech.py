"""One sentence -> its acts of reported speech, by the rules of ``reporting.yml``.

A cue stands where a word that can report is followed by a content in one of the ways that it allows. The
rules are tried in the order of the text; each is a function with the construction that it reads as its
first line.
"""

from collections.abc import Iterator

from analysis.framing.acts import Act, Attribution
from analysis.framing.content_span import Spans
from analysis.framing.lists import reporting
from analysis.framing.phrase_cues import PhraseCues
from analysis.framing.phrase_limits import past_withholding
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.verb_cues import VerbCues
from analysis.framing.word_types import LIMIT, STATEMENT_VERBS, TONGUE, WordType
from analysis.framing.words import HEADINGS


class Reading(VerbCues, PhraseCues, Spans):
    """One sentence, read from its first word to its last."""

    def attributions(self) -> Iterator[Attribution]:
        """Yield the attributions of the sentence."""
        heading = self._heading()
        if heading:
            self._add(heading)
        for i in self.sentence.cues:
            if i in self.consumed or not self.words[i].is_word:
                continue
            act = self._act(i, self.words[i])
            if act:
                self._add(act)
                self._pass_over(i, act.speaker)
        self.peers = sorted(map(self._report_begins, self.acts))
        self.openings = sorted(act.opens for act in self.acts if act.opens is not None)
        yield from map(self._attribution, self.acts)

    def _heading(self) -> Act | None:
        """Read a heading that names its speaker before a colon: وزير الإسكان: خطة جديدة."""
        if self.sentence.role not in HEADINGS or not self.words:
            return None
        speaker = speaker_at(self.words, 0)
        if not speaker or not self.words[0].speaker_like or speaker.end >= len(self.words) - 1:
            return None
        if not self._is_colon(speaker.end):
            return None
        opens = self._after_colon(speaker.end)
        return (
            None if opens >= len(self.words) else Act(speaker.end, speaker.end + 1, "neutral", speaker, opens)
        )

    def _pass_over(self, i: int, speaker: Speaker | None) -> None:
        """Look for no cue inside the name of a speaker behind its cue: قال رجا العتيبي."""
        if speaker and speaker.first > i:
            self.consumed.update(
                range(speaker.first, past_withholding(self.words, speaker.end) or speaker.end)
            )

    def _act(self, i: int, word: WordType) -> Act | None:
        if word.plain in reporting().according_to and not (word.verb and self._opens_clause(i)):
            return self._by_preposition(i, reporting().according_to[word.plain])
        if word.plain == LIMIT and i and self.words[i - 1].plain == "علي":
            return self._as_he_put_it(i)
        if word.plain == TONGUE and i and self.words[i - 1].plain == "علي":
            return self._by_his_tongue(i)
        if word.participle and not word.definite and self._participle_stands(i):
            return self._by_participle(i, word.participle)
        if word.verb:
            return self._by_verb(i, word.verb)
        if word.noun:
            return self._by_noun(i, word.noun)
        if word.done and self._plain(i - 1) in reporting().doing:
            return self._by_done_noun(i, word.done)
        if i == 0 and word.plain in reporting().heading_nouns:
            return self._by_heading_noun(i, reporting().heading_nouns[word.plain])
        if word.plain in STATEMENT_VERBS and self._is(i + 1, "في"):
            return self._in_statement(i)
        return None
