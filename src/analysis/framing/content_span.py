"""From the words of an act of reported speech to its places in the text: source, content, quotation."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from analysis.framing.acts import Act, Attribution
from analysis.framing.cue_types import BESIDES
from analysis.framing.lists import reporting
from analysis.framing.names import without_markup
from analysis.framing.quotations import holding
from analysis.framing.signs import CLOSING_QUOTES, COMMAS
from analysis.framing.speakers import Speaker
from analysis.framing.surface import LONGEST_WAY, NEAR, RELATIVES, SHORTEST_QUOTATION, Surface
from analysis.framing.words import Span

LONGEST_GAP = 8
_WHERE = "حيث"
_THESE = frozenset({"هذه", "تلك", "هؤلاء", "هذا"})
#: What stands between a content and the cue behind it, and belongs to neither: وهو ما أكده، كما ذكرت.
_CONNECTIVES = frozenset({"كما", "ما", "هو", "هي", "هذا", "هذه", "ذلك", "الامر", "الذي", "التي", "،"})
#: With these a clause goes on beside the one before it: كما أكد أن.
_BESIDE = frozenset({"كما", "فيما", "بينما"})
_STATEMENTS_THAT_SPEAK = frozenset({"بيان", "تقرير", "خطاب", "رساله", "دعوي"})


class Spans(Surface):
    """Tells where source and content stand in the text."""

    def _attribution(self, act: Act) -> Attribution:
        content, direct = self._content_span(act)
        source = self._source_span(act.speaker)
        kind = self._kind_of(act.speaker)
        return Attribution(
            self.sentence.sentence_id,
            self.words.span(act.first, act.end),
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
        head = self.words[speaker.first]
        stems = head.stems | ({head.plain[1:]} if head.leaning else set())
        data = head.many or (head.plain.endswith("ات") and speaker.end == speaker.first + 1)  # البيانات
        if speaker.kind != "named" and stems & _STATEMENTS_THAT_SPEAK and not data:
            definite = any(self.words[j].definite for j in range(speaker.first, speaker.end))
            return "institution" if definite else "anonymous"
        return speaker.kind

    def _source_span(self, speaker: Speaker | None) -> Span | None:
        if speaker is None:
            return None
        begin, first = speaker.first, self.words[speaker.first]
        if first.definite and self._plain(begin - 1) in _THESE:
            begin -= 1
        of_verb = begin > 0 and self.words[begin - 1].verb is not None and speaker.end == begin + 1
        cut = int(first.joined) if begin == speaker.first and not of_verb else 0
        if first.leans_by == "ل" and not first.plain.startswith("لل"):
            cut += 1
        return Span(self.words.starts[begin] + cut, self.words.ends[speaker.end - 1])

    def _content_span(self, act: Act) -> tuple[Span | None, bool]:
        if act.before:
            return self._content_before(act)
        if act.opens is None or act.opens >= len(self.words) or self._only_points(act.opens):
            return None, False
        begin = self.words.starts[act.opens]
        if act.ends is not None:
            return Span(begin, self.words.ends[act.ends - 1]), True
        quotation = self._quotation_from(act.opens)
        if quotation:
            return quotation, True
        after_colon = act.opens > 0 and self._colon_before(act.opens)
        end = self._end_of(act)
        while (
            end > act.opens + 1
            and not self.words[end - 1].is_word
            and self.words[end - 1].form not in ')%»”"'
        ):
            end -= 1
        direct = after_colon and not self.words[act.opens].complementiser
        return Span(begin, max(self.words.ends[end - 1], begin)), direct

    def _only_points(self, i: int) -> bool:
        """Tell ذلك, which says nothing itself, from ذلك القرار: وإذ تعلن الوزارة عن ذلك."""
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        return (
            self._is(i, "ذلك") and not self._in_marks(i) and not (after and after.is_word and after.definite)
        )

    def _content_before(self, act: Act) -> tuple[Span | None, bool]:
        """Give what stands before a cue: the quotation that ends there, else the clause."""
        end = act.first
        while end > 0 and not self.words[end - 1].is_word and self.words[end - 1].form not in CLOSING_QUOTES:
            end -= 1
        if end == 0:
            return None, False
        while end > 0 and self._plain(end - 1) in _CONNECTIVES:
            end -= 1
        if end == 0:
            return None, False
        if self.words[end - 1].form in CLOSING_QUOTES:
            quotation = holding(self.quoted, self.words.starts[end - 1], self.words.starts[end - 1])
            if quotation:
                return self._trimmed(quotation), True
        earlier = bisect_left(self.openings, end)
        start = self.openings[earlier - 1] if earlier else 0
        if start == end - 1 and self.words[start].complementiser:
            return None, False  # إن ما قاله الوزير
        return self.words.span(start, end), False

    def _quotation_from(self, i: int) -> Span | None:
        """Give the quotation that opens at a content, or right behind its complementiser."""
        for j in (i, i + 1, i + 2):
            if j >= len(self.words) or (j > i and not self.words[i].complementiser):
                break
            quotation = holding(self.quoted, self.words.starts[j], self.words.starts[j])
            if quotation and quotation.start <= self.words.starts[j] and self._first_in(quotation, j):
                long = self.text.count(" ", *quotation) + 1 >= SHORTEST_QUOTATION
                alone = j == i and not self._goes_on_behind(quotation.end)
                return self._trimmed(quotation) if long or alone else None
        return None

    def _goes_on_behind(self, place: int) -> bool:
        """Tell whether a noun phrase of which only a word is quoted goes on: أكد «استشهاد» سامر."""
        behind = bisect_left(self.words.starts, place)
        behind += behind < len(self.words) and self.words[behind].form in CLOSING_QUOTES
        word = self.words[behind] if behind < len(self.words) else None
        return word is not None and word.is_word and not (word.joined or word.verb)

    def _first_in(self, quotation: Span, i: int) -> bool:
        before = self.words.starts[i] - quotation.start
        return before <= LONGEST_GAP and not self.text[quotation.start : self.words.starts[i]].strip()

    def _trimmed(self, span: Span) -> Span:
        text = self.text[span.start : span.end]
        start = span.start + len(text) - len(text.lstrip())
        return Span(start, max(start, span.start + len(text.rstrip(" \t\r\n.،"))))

    def _end_of(self, act: Act) -> int:
        """Give the word before which a content ends: the next report beside it, or the sentence's end."""
        later = bisect_right(self.peers, max(act.opens or 0, act.first))
        end = self.peers[later] if later < len(self.peers) else len(self.words)
        return end if act.opens is None else min(end, self._aside(act.opens, end))

    def _aside(self, opens: int, end: int) -> int:
        """Give where the outlet comments on what was said, or where a clause begins that is no part of it.

        ، في إشارة إلى; and behind a mere noun phrase حيث، ، وغيرت اسمها، ، وعلى الفور.
        """
        stop = min(end, opens + LONGEST_WAY) - 1
        first, behind = bisect_right(self._partings, opens), bisect_left(self._partings, stop)
        for i in self._partings[first:behind]:
            after = self.words[i + 1]
            if self.words[i].is_word:
                follows = True
            elif after.plain == "في" and self._plain(i + 2) in reporting().comments:
                return i
            else:
                did = after.only_verb and not after.imperfect
                other = after.preposition and after.plain != self._plain(opens - 1)
                follows = after.joined and (did or other)
            if follows and self._is_phrase(opens, i):
                return i
        return end

    @cached_property
    def _partings(self) -> list[int]:
        """Commas, and حيث."""
        return [i for i, word in enumerate(self.words) if word.form in COMMAS or word.form == _WHERE]

    def _is_phrase(self, opens: int, end: int) -> bool:
        """Tell a noun phrase without a clause in it."""
        if self._in_marks(opens) or self._colon_before(opens):
            return False
        return not any(word.complementiser or word.plain in RELATIVES for word in self.words[opens:end])

    def _report_begins(self, act: Act) -> int:
        """Give where a report beside others begins; -1 for one inside another's content."""
        if act.peer:
            return act.first
        return (
            self._comment_begins(act)
            if act.before
            else max(self._comment_begins(act), self._clause_begins(act))
        )

    def _clause_begins(self, act: Act) -> int:
        """Give where a clause beside the one before it begins, its cue some words on; else -1.

        كما طالب; behind a comma with what comes before the verb: ، وفي اليوم نفسه أعلنت.
        """
        if self._plain(act.first - 1) in _BESIDE and not act.passive:
            return act.first - 1
        if act.speaker and act.speaker.first < act.first and self.words[act.speaker.first].evidence:
            return -1  # ورد بلاغ يفيد
        for i in range(act.first - 1, max(act.first - NEAR, 0), -1):
            word = self.words[i]
            if word.form in COMMAS:
                first = self.words[i + 1]
                besides = first.possessed and first.plain.startswith(BESIDES)
                return i if first.joined or first.plain in _BESIDE or besides else -1
            if word.only_verb or word.complementiser or self._breaks(i):
                return -1
        return -1

    def _comment_begins(self, act: Act) -> int:
        """Give where a comment on what was said begins: ، في خطوة اعتبرها خبراء; else -1."""
        if not (act.speaker and act.end == act.first + 1 and self._has_pronoun(self.words[act.first])):
            return -1
        for i in range(act.first - 1, max(act.first - NEAR, 0), -1):
            if self.words[i].form in COMMAS:
                return i
        return -1
