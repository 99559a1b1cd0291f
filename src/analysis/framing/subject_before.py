"""Who speaks: the noun phrase before a verb, past clauses, descriptions and marks."""

from analysis.framing.lists import reporting
from analysis.framing.names import LONGEST_QUOTED_NAME
from analysis.framing.signs import CLOSING_QUOTES, COMMAS, DASHES, OPENING_QUOTES
from analysis.framing.speakers import Speaker, speaker_at
from analysis.framing.subject_behind import LONGEST_TITLED, SubjectsBehind
from analysis.framing.surface import KAN, NEAR, RELATIVES

LONGEST_SUBJECT = 25
_BOUNDARIES = frozenset(
    {"حيث", "فيما", "بينما", "لكن", "كما", "ثم", "اذ", "بعدما", "عندما", "ان", "انه", "بل", "حين"}
)
#: Behind this stands who is spoken of: أما سامر فيقول.
_AS_FOR = "اما"
#: Behind a verb these take up the text or the talk that it stands in: بيان للوزارة أكدت فيه.
_IN_WHICH = frozenset({"فيه", "فيها", "خلاله", "خلالها"})


class SubjectsBefore(SubjectsBehind):
    """Finds the subject before a verb."""

    def _text_before(self, i: int) -> Speaker | None:
        """Give the text that an imperfect right behind it, or some words on, tells of: بلاغا أمس يفيد بأن."""
        verb = self.words[i]
        imperfect = verb.imperfect and verb.plain.startswith(("ي", "ت"))
        if not (imperfect or verb.only_verb) or verb.joined:
            return None
        for j in range(i - 1, max(i - NEAR - 1, -1), -1):
            word = self.words[j]
            if word.evidence and not (word.definite or word.leaning or word.possessed):
                whole = speaker_at(self.words, j)
                if whole and whole.end == i and whole.kind == "institution":
                    return whole
                if not imperfect and j + 2 != i:
                    return None
                adjective = j + 1 < i and self.words[j + 1].adjective and not self.words[j + 1].definite
                return Speaker(j, j + 1 + adjective, "anonymous")
            if word.form not in COMMAS and (not word.is_word or word.only_verb or word.complementiser):
                return None
        return None

    def _did_before(self, i: int) -> Speaker | None:
        """Give the subject of the verb right before, which goes on: تأثر القصبي وعلق عليه."""
        if i < 2 or not (self.words[i].joined and self.words[i].perfect and self.words[i - 1].definite):
            return None
        did = self.words[i - 2]
        same = self._feminine_verb(i) is False and not did.plain.endswith(("ت", "وا"))
        if not (did.only_verb and did.perfect and same) or did.verb:
            return None
        speaker = speaker_at(self.words, i - 1)
        return speaker if speaker and speaker.kind == "named" and speaker.end == i else None

    def _subject_before(self, i: int) -> Speaker | None:
        """Give the noun phrase before a verb: مصدر أمني قال إن; ... ممثل الصندوق الذي قال إن."""
        at_hand = self._text_before(i) or self._did_before(i)
        if at_hand:
            return at_hand
        j = i - 1
        while j >= 0 and (
            self._is(j, "قد") or self._plain(j) in RELATIVES or self.words[j].time or self.words[j].adverb
        ):
            j -= 1
        relative = any(self._plain(k) in RELATIVES for k in range(j + 1, i))
        if relative and self._has_object_pronoun(i):
            return None
        if self._plain(i + 1) in _IN_WHICH:
            return self._who_made_it(i)
        if relative and j >= 0 and self.words[j].form in COMMAS:
            j -= 1
        if j > 0 and self.words[j].form in DASHES:
            j = self._before_dashes(j)
        if j < 0 or not self.words[j].is_word:
            return self._quoted_before(j + 1) if j >= 0 and self._told_between(j, i) else None
        begin, stop = j + 1, max(-1, j - LONGEST_SUBJECT)
        candidates: list[int] = []
        while begin - 1 > stop:
            word = self.words[begin - 1]
            if not word.is_word and word.form not in '"«»“”()/':
                break
            verb = word.only_verb and word.plain not in reporting().given_names
            if verb or word.plain in _BOUNDARIES or word.plain in KAN:
                break
            begin -= 1
            if word.joined and word.spelt.startswith("ف"):
                break
            if relative:
                candidates.insert(0, begin) if self._may_head(begin) else None
        while begin <= j and (not self.words[begin].is_word or self._is(begin, _AS_FOR)):
            begin += 1
        of_relative_clause = not relative and begin <= j and self._plain(begin - 2) in RELATIVES
        starts = candidates if relative or of_relative_clause else [begin]
        for start in starts:
            speaker = speaker_at(self.words, start)
            reaches = speaker and (speaker.end >= j + 1 or (not relative and self._reaches(speaker, j + 1)))
            head = self.words[start]
            of_preposition = head.leaning and head.definite and not relative  # أشاد بالقوات وعبّر عن
            told = self._told_before(i) and head.definite and speaker is not None and speaker.end == i - 1
            if speaker and reaches and (head.speaker_like or told) and not of_preposition:
                return Speaker(start, min(speaker.end, j + 1), speaker.kind)
        return None if relative else self._before_relative_clause(i)

    def _quoted_before(self, i: int) -> Speaker | None:
        """Read a name in marks at the head of its clause, right before a verb: «التجارة» تعلن."""
        if self.words[i - 1].form not in CLOSING_QUOTES:
            return None
        for j in range(i - 2, max(i - 3 - LONGEST_QUOTED_NAME, -1), -1):
            if self.words[j].form in OPENING_QUOTES:
                at_the_head = j == 0 or not self.words[j - 1].is_word or self._plain(j - 1) in KAN
                named = at_the_head and j < i - 2
                return Speaker(j + 1, i - 1, self._kind_in_marks(j + 1, i - 1)) if named else None
            if not self.words[j].is_word:
                return None
        return None

    def _before_dashes(self, i: int) -> int:
        """Step back over a description between dashes: سامر الحلبي - بائع عطور - يقول."""
        near = range(i - 2, max(i - LONGEST_TITLED, 0), -1)
        return next((j - 1 for j in near if self.words[j].form in DASHES), i)

    def _told_between(self, close: int, verb: int) -> bool:
        """Tell that nothing but قد parts a mark from the verb behind it: كانت «الصباح» قد أشارت."""
        return close == verb - 1 or (close == verb - 2 and self._is(verb - 1, "قد"))

    def _who_made_it(self, i: int) -> Speaker | None:
        """Give whose statement a verb takes up: تصريحات للوزير أكد فيها، مقابلة مع الوزير قال فيها."""
        for j in range(i - 1, max(0, i - LONGEST_SUBJECT), -1):
            if self._breaks(j) or self.words[j].complementiser:
                return None
            word = self.words[j]
            talk = word.occasion and not (word.definite or word.leaning or word.possessed)
            giver = self._giver_of(j) if talk else None
            if giver:
                return giver
            if self.words[j - 1].occasion and (self.words[j].leans_by == "ل" or self._is(j, "مع")):
                speaker = speaker_at(self.words, j + self._is(j, "مع"))
                return speaker if speaker and speaker.end == i else None
        return None

    def _giver_of(self, i: int) -> Speaker | None:
        """Give who gives the talk at a word: ألقى رئيس المركز كلمة أكد فيها."""
        for j in range(i - 1, max(0, i - LONGEST_SUBJECT), -1):
            if self._breaks(j) or self.words[j].complementiser:
                return None
            given = self.words[j - 1]
            if given.only_verb and given.perfect and self.words[j].speaker_like:
                speaker = speaker_at(self.words, j)
                return speaker if speaker and speaker.end == i else None
        return None

    def _before_relative_clause(self, i: int) -> Speaker | None:
        """Give the subject that a relative clause parts from its verb: الوزير الذي زار المدينة أمس أكد أن."""
        if self.words[i].joined:
            return None
        for j in range(i - 1, max(0, i - LONGEST_SUBJECT), -1):
            if self.words[j].complementiser or self._breaks(j) or self._joined_behind_comma(j):
                return None
            if self._plain(j) in RELATIVES and self.words[j + 1].may_be_verb:
                agrees = self._feminine_verb(i) in (None, self._plain(j) == "التي")
                subject = self._subject_before(j + 1) if agrees else None
                return subject if subject and self._heads_clause(subject.first) else None
        return None

    def _joined_behind_comma(self, i: int) -> bool:
        """Tell whether something else begins at a word: ، وهو عمل."""
        return self.words[i].joined and self.words[i - 1].form in COMMAS

    def _heads_clause(self, i: int) -> bool:
        """Tell a speaker at the head of its clause from a thing (النجاح) and from part of a phrase."""
        head = self.words[i]
        listed = head.title or head.anonymous or head.institution or head.evidence or head.place
        if head.definite and head.nominal and not listed:
            return False
        return (
            i == 0
            or self.words[i].joined
            or not self.words[i - 1].is_word
            or self._plain(i - 1) in _BOUNDARIES
        )

    def _reaches(self, speaker: Speaker, verb: int) -> bool:
        """Tell whether nothing but an office stands between a speaker and the verb: X وزير الخارجية قال."""
        office = speaker_at(self.words, speaker.end)
        behind = self.words[speaker.end]
        titled = (behind.title or behind.anonymous) and speaker.kind == "named"
        return titled and office is not None and office.end >= verb

    def _may_head(self, i: int) -> bool:
        word = self.words[i]
        leaning = word.leaning and word.leans_by != "ل"
        return word.is_word and word.speaker_like and not (word.preposition or leaning or word.never_inside)
