"""The surface of a sentence that is being read: its words, signs and marks, and what was found so far."""

from collections.abc import Sequence

from analysis.framing.acts import Act
from analysis.framing.cue_types import BESIDES, CLAUSE_STARTERS, ON_THE_OTHER_HAND, OTHER
from analysis.framing.quotations import holding
from analysis.framing.signs import CLOSING_QUOTES, COLONS, COMMAS, OPENING_QUOTES, STOPS
from analysis.framing.word_types import WordType
from analysis.framing.words import Sentence, Span

#: How far, in words, a content may open behind its cue, and a subject begin before its verb.
LONGEST_WAY = 45
#: How near, in words, the content of a verb must open that mostly does something else.
NEAR = 7
NEAR_PARTICIPLE = 5
#: A quotation of fewer words is a name or scare quotes, unless a cue or a colon stands right before it.
SHORTEST_QUOTATION = 4
FACTS_SPEAK = frozenset({"مما", "ما", "هذا", "هذه", "ذلك"})
RESUMPTIVE = frozenset(
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
#: How a eulogy begins, which is put into marks or brackets.
_EULOGIES = frozenset({("صلي", "الله"), ("رضي", "الله"), ("رحمه", "الله"), ("عليه", "السلام")})
KAN = frozenset({"كان", "كانت", "كانوا"})
RELATIVES = frozenset({"الذي", "التي", "الذين", "اللاتي", "اللواتي"})


class Surface:
    """A sentence, read from its first word to its last, and the acts of speech found in it so far."""

    def __init__(self, sentence: Sentence, text: str, quoted: Sequence[Span]) -> None:
        self.sentence, self.text, self.quoted = sentence, text, quoted
        self.words = sentence.words
        self.acts: list[Act] = []
        self.consumed: set[int] = set()
        self.someone_spoke = False
        self.peers: list[int] = []
        self.openings: list[int] = []

    def _plain(self, i: int) -> str:
        return self.words[i].plain if 0 <= i < len(self.words) else ""

    def _is(self, i: int, plain: str) -> bool:
        return self._plain(i) == plain

    def _is_colon(self, i: int) -> bool:
        """Tell a colon from the sign of a time (8:30) and of an address (https://)."""
        word = self.words[i]
        if word.form not in COLONS:
            return False
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        touching = after is not None and i > 0 and self.words.touch(i - 1) and self.words.touch(i)
        return not (touching and after and (after.form[0].isdigit() or after.form == "/"))

    def _stops(self, i: int) -> bool:
        """Tell a sign that ends a sentence from the points of an acronym: بي.بي.سي."""
        word = self.words[i]
        if word.form not in STOPS:
            return False
        touching = i + 1 < len(self.words) and self.words.touch(i) and self.words[i + 1].is_word
        return not (touching and i > 0 and self.words.touch(i - 1))

    def _breaks(self, i: int) -> bool:
        """Tell a colon, or a sign that ends a sentence."""
        return not self.words[i].is_word and (self._is_colon(i) or self._stops(i))

    def _past_marks(self, i: int) -> int:
        for j in range(i + 1, min(i + 8, len(self.words))):
            if self.words[j].form in CLOSING_QUOTES or self.words[j].form == ")":
                return j + 1
        return i + 1

    def _in_marks(self, i: int) -> bool:
        """Tell whether quotation marks open right before or right at a word."""
        if i >= len(self.words):
            return False
        return self.words[i].form in OPENING_QUOTES or (i > 0 and self.words[i - 1].form in OPENING_QUOTES)

    def _quotation_opens(self, i: int) -> bool:
        """Tell an opening mark from a closing one of its shape, and from a eulogy's: «رضي الله عنه»."""
        if (self._plain(i + 1), self._plain(i + 2)) in _EULOGIES:
            return False
        end = self.words.ends[i]
        return self.words[i].form != '"' or holding(self.quoted, end, end) is not None

    def _quotation_end(self, i: int) -> int | None:
        for j in range(i + 1, min(i + SHORTEST_QUOTATION + 2, len(self.words))):
            if self.words[j].form in CLOSING_QUOTES:
                return j
        return None

    def _after_colon(self, i: int) -> int:
        """Give the first word behind a colon; the end of the sentence if the content is in the next one."""
        j = i + 1
        while j < len(self.words) and self.words[j].form in OPENING_QUOTES | {"-", "–", "(", "ـ"}:
            j += 1
        return j

    def _colon_before(self, i: int) -> bool:
        return self._is_colon(i - 1) or (i > 1 and self._is_colon(i - 2) and not self.words[i - 1].is_word)

    def _is_first(self, i: int) -> bool:
        """Tell whether nothing but signs, or the end of another sentence, stands before a word."""
        return i == 0 or self._stops(i - 1) or (i == 1 and not self.words[0].is_word)

    def _has_pronoun(self, word: WordType) -> bool:
        return word.plain.endswith(("ه", "ها")) and word.only_verb

    def _feminine_verb(self, i: int) -> bool | None:
        word = self.words[i]
        if word.is_citation_form:
            return False  # the ت of لفت belongs to the verb
        if word.plain.endswith(("وا", "ون")):
            return None
        if word.perfect and not word.plain.startswith("ي"):
            return word.plain.endswith(("ت", "تها", "ته", "تهم"))
        return word.plain.startswith("ت") if word.imperfect else None

    def _feminine_participle(self, i: int) -> bool | None:
        if self.words[i].spelt.endswith("ين"):
            return None  # a plural: of a committee as well as of men
        return self.words[i].spelt.endswith(("ه", "ات"))

    def _is_peer(self, i: int) -> bool:
        """Tell whether a verb begins a new report and so ends the content before it."""
        return self.words[i].joined or (i > 0 and self.words[i - 1].form in COMMAS)

    def _starts_clause(self, i: int) -> bool:
        word = self.words[i]
        if i and self.words[i - 1].possessed and self._plain(i - 1).startswith(BESIDES):
            return True
        if self._plain(i - 1) == "ذلك" and self._plain(i - 2) == "الي":
            return True
        if self._plain(i - 1) in OTHER and self._plain(i - 2) in ON_THE_OTHER_HAND:
            return True
        return i == 0 or word.joined or not self.words[i - 1].is_word or self._plain(i - 1) in CLAUSE_STARTERS

    def _linked(self, i: int, linked: str) -> bool:
        return i < len(self.words) and (
            self._plain(i) == linked if len(linked) > 1 else self.words[i].spelt.startswith(linked)
        )

    def _behind(self, i: int) -> int | None:
        """Give the first word of a content behind a source: past a comma, فإن, أن."""
        while i < len(self.words) and not self.words[i].is_word and self.words[i].form not in OPENING_QUOTES:
            i += 1
        return i if i < len(self.words) else None

    def _add(self, act: Act) -> None:
        self.acts.append(act)
        self.someone_spoke = self.someone_spoke or act.speaker is not None
