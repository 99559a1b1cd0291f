"""Where a reported content opens: a clause, a colon, quotation marks, a preposition, a plain object."""

from analysis.framing.cue_types import AS
from analysis.framing.lists import ReportingVerb, reporting
from analysis.framing.phrase_nouns import WHEN
from analysis.framing.signs import COLONS, COMMAS, OPENING_QUOTES, OPENING_SIGNS
from analysis.framing.speakers import ITSELF, speaker_at
from analysis.framing.surface import (
    FACTS_SPEAK,
    LONGEST_WAY,
    NEAR,
    NEAR_PARTICIPLE,
    RELATIVES,
    RESUMPTIVE,
    SHORTEST_QUOTATION,
    Surface,
)

FAR_THROUGH = 24
#: So near must the preposition of a verb stand that takes objects too: وجه الأمير، بالقبض على.
AT_ONCE = 2
#: The farthest that anything is looked for behind a verb, so that a sentence without end costs linear time.
FARTHEST = 200
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
        "مع",
        "بيد",
        "طالما",
        "سيما",
        "اساس",
        "لدرجه",
        "خشيه",
        "بحجه",
        "بذريعه",
        "بدعوي",
        "باعتبار",
        "اذ",
    }
)
#: What stands behind a time: the second words of months (تشرين الأول), and which one is meant (المقبل).
_BEHIND_TIMES = WHEN | {"الاول", "الثاني"}


class Openings(Surface):
    """Finds where a content opens."""

    def _opening_at(self, i: int) -> int | None:
        """Give the content that opens right here: أن, إلى أن, a colon, quotation marks, قائلا."""
        j = i
        while j < len(self.words) and j - i < 4:
            word, form = self.words[j], self.words[j].form
            if word.complementiser:
                return j if not word.joined or j == i else None
            if not word.is_word and self._is_colon(j):
                return self._after_colon(j)
            if form in OPENING_QUOTES and self._quotation_opens(j):
                return j + 1 if j + 1 < len(self.words) else None
            if word.saying:
                self.consumed.add(j)
            elif not (
                word.preposition
                or form in COMMAS
                or form in ")"
                or word.plain in ("ايضا", "علي", "له", "لها", "كذلك")
                or self._is_saying_that(j)
            ):
                return None
            j += 1
        return None

    def _is_saying_that(self, i: int) -> bool:
        """Step over the noun of خلص إلى القول إن, which is no cue of its own."""
        noun = self._is(i, "القول") and self._is(i - 1, "الي")
        if noun:
            self.consumed.add(i)
        return noun

    def _opens_later(self, i: int) -> bool:
        """Tell whether a clause or a quotation may open far behind a word."""
        signs, far = COLONS | OPENING_SIGNS, self.words[i : i + FARTHEST]
        return any(word.complementiser or word.saying or word.form in signs for word in far)

    def _opens_clause(self, i: int) -> bool:
        return self._opening_at(i + 1) is not None

    def _clause_at(self, i: int) -> bool:
        """Tell a clause or a quotation that opens at a word."""
        return i < len(self.words) and (self.words[i].complementiser or self._in_marks(i))

    def _opening(self, start: int, cue: int) -> tuple[int | None, bool]:
        """Search for the opening of the clause behind a cue, past appositives and adjuncts."""
        words = self.words
        stop = min(len(words), cue + LONGEST_WAY)
        j = start
        while j < stop:
            word = words[j]
            if word.passed_over:
                j += 1
                continue
            form = word.form
            if self._stops(j):
                return None, False
            if self._is_colon(j):
                behind = self._after_colon(j)
                return behind, self._in_marks(behind)
            if form in OPENING_QUOTES and self._quotation_opens(j):
                close = self._quotation_end(j)
                if close is None or close - j > SHORTEST_QUOTATION:
                    return (j + 1 if j + 1 < len(self.words) else None), True
                j = close + 1
                continue
            if word.verb and self._plain(j - 1) in RELATIVES and self._opens_clause(j):
                return None, False  # الذي ذكر أن
            if word.complementiser and not word.joined and self._opens_here(j, cue):
                return j, self._in_marks(j + 1) if j + 1 < len(self.words) else False
            if word.saying:
                self.consumed.add(j)
                opens = self._opening_at(j + 1)
                if opens is not None:
                    return opens, self._in_marks(opens)
                j += 1
                continue
            if self._only_comments(j, cue):
                self.consumed.add(j)
                j += 1
                continue
            if j > cue + 1 and (self._another_cue(j) or self._new_clause(j) or self._tells_of_its_words(j)):
                return None, False
            j += 1
        return None, False

    def _opens_here(self, i: int, cue: int) -> bool:
        """Tell أن that belongs to the cue from أن behind another verb or conjunction: بعد أن، يمكن أن."""
        before = self.words[i - 1]
        if before.plain in _NOT_AN_OPENING:
            return before.plain == "الي" and bool(self.words[cue].verb or self.words[cue].participle)
        verb = self.words[cue].verb
        if verb and verb.verb in reporting().only_report and self.words[i].form.startswith("إن"):
            return True  # وقال مسعد عايد إن
        of_god = before.plain in reporting().of_god  # دعا الله سبحانه وتعالى أن
        return i - 1 == cue or of_god or not (before.only_verb and before.is_word)

    def _only_comments(self, i: int, cue: int) -> bool:
        """Tell a participle that says on what a verb comments: وقال الوزير معقبا على القرار: "..."."""
        word = self.words[i]
        verb = self.words[cue].verb is not None and word.participle is not None
        on = self._plain(i + 1) == "علي" and word.spelt.endswith("ا")
        return verb and on and not any(before.form in COMMAS for before in self.words[cue + 1 : i])

    def _another_cue(self, i: int) -> bool:
        word = self.words[i]
        if (
            word.participle
            and not word.definite
            and (word.spelt.endswith("ا") or self.words[i - 1].form in COMMAS)
        ):
            return True
        behind = word.joined or self.words[i - 1].form in COMMAS or self._plain(i - 1) == "حيث"
        return bool(word.verb) and word.only_verb and behind

    def _new_clause(self, i: int) -> bool:
        """Tell whether a comma and a joined verb or preposition begin another clause: ، ومن شأن."""
        word = self.words[i]
        return word.joined and self.words[i - 1].form in COMMAS and (word.only_verb or word.preposition)

    def _tells_of_its_words(self, i: int) -> bool:
        """Tell a verb that says what a text before it says: نشرت تقريرا قالت فيه إن."""
        word = self.words[i]
        aside = self._plain(i - 1) in FACTS_SPEAK | AS | RELATIVES | {"لما", "بما"}
        return word.verb is not None and word.only_verb and self._plain(i + 1) in RESUMPTIVE and not aside

    def _near(self, opens: int, resume: int) -> bool:
        """Tell whether a clause opens within a few words behind the speaker, or a colon and marks."""
        colon, marks = self._colon_before(opens), self._in_marks(opens)
        opened = self._clause_at(opens) or colon
        return opened and opens - resume <= (FAR_THROUGH if colon and marks else NEAR)

    def _only_names(self, opens: int) -> bool:
        """Tell a content that is a label in marks and no more: واصلت عصابة "الكيابل" سرقاتها."""
        told = self._colon_before(opens) or self.words[opens].complementiser
        return not told and self._names_in_marks(opens - 1)

    def _names_in_marks(self, i: int) -> bool:
        """Tell a mark that opens a name or a label of a few words."""
        return (
            0 <= i < len(self.words) and self.words[i].form in OPENING_QUOTES and bool(self._quotation_end(i))
        )

    def _opens_directly(self, end: int, opens: int) -> bool:
        return 0 <= opens - end <= 12

    def _content_at(self, i: int, verb: ReportingVerb | None, far: int = FAR_THROUGH) -> int | None:
        """Find a noun phrase that a preposition of the verb brings in: عن شكره، على مواصلة، باتخاذ."""
        if verb is None or not verb.through:
            return None
        opened = 0
        for j, word in enumerate(self.words[i : i + far], i):
            form = word.form
            if word.passed_over and not (word.preposition or word.leaning or form == "ب"):
                continue
            opened += form in COMMAS
            if self._breaks(j) or word.complementiser or opened > 2 or (j > i and self._another_cue(j)):
                return None
            if (
                word.preposition
                and word.plain in verb.through
                and j + 1 < len(self.words)
                and not word.joined
            ):
                return j + 1
            if word.leaning and word.leans_by in verb.through and not (word.joined or word.time):
                return j
            if form == "ب" and "ب" in verb.through:
                return j
        return None

    def _clause_through(self, i: int, verb: ReportingVerb) -> int | None:
        """Find the clause behind the second of two like prepositions: حذر باحثون من جامعة من أن."""
        for j in range(i, min(i + NEAR, len(self.words))):
            if self.words[j].form in COMMAS or self._stops(j):
                return None
            if self.words[j].complementiser and self._plain(j - 1) in verb.through and j > i:
                return j
        return None

    def _content_of_masdar(self, i: int) -> int | None:
        """Find what a masdar with its speaker as a suffix reports: تأكيده التزام بلاده، تحذيره من."""
        masdar = self.words[i].masdar
        opens = self._content_at(i + 1, masdar, NEAR_PARTICIPLE)
        return self._object_at(i + 1) if opens is None and masdar and masdar.takes_object else opens

    def _object_at(self, i: int) -> int | None:
        """Find a plain object behind a subject, past a time, an occasion or an appositive between commas."""
        j = self._past_appositive(i)
        stop = min(len(self.words), j + 14)
        while j < stop:
            word = self.words[j]
            if word.plain in ("ل", "لـ") and j + 1 < stop and self.words[j + 1].form in OPENING_QUOTES:
                j = self._past_marks(j + 1)
                continue
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
                or (word.adverb and not self._is_accusative_object(j))
                or self._is_adverbial(j)
                or (word.plain in _BEHIND_TIMES and self.words[j - 1].time)
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

    def _is_accusative_object(self, i: int) -> bool:
        """Tell an object with its ending written from an adverb: رصد التقرير ارتفاعاً في الأسعار."""
        word = self.words[i]
        return word.common and not (word.adjective or word.joined) and self._is(i + 1, "في")

    def _is_adverbial(self, i: int) -> bool:
        """Tell an adverb in the accusative before a clause, neither subject nor object: قالت مرارا إن."""
        return self.words[i].accusative and i + 1 < len(self.words) and self.words[i + 1].complementiser

    def _behind_appositive(self, i: int) -> int | None:
        """Find the clause behind a description of the speaker, which is no object: الناطق باسم الشركة، أن."""
        if not (self.words[i].title or self.words[i].anonymous):
            return None
        described = speaker_at(self.words, i)
        return self._opening_at(described.end) if described else None

    def _past_appositive(self, i: int) -> int:
        """Step over a description between two commas: ، الباحث في مركز صوفان،."""
        if i < len(self.words) and self.words[i].form in COMMAS and self._may_describe(i + 1):
            for j in range(i + 1, min(i + 16, len(self.words))):
                if self.words[j].form in COMMAS:
                    return j + 1
        return i

    def _may_describe(self, i: int) -> bool:
        """Tell what may stand beside a name between commas from an object: رأت الوزارة، ضرورة التوسع."""
        word = self.words[i] if i < len(self.words) else None
        return word is not None and (
            word.definite
            or word.speaker_like
            or word.time
            or word.preposition
            or word.leaning
            or word.joined
            or word.plain in RELATIVES
        )

    def _past_adjunct(self, i: int) -> int | None:
        """Step over a prepositional phrase: its chain of nouns up to the next bare noun, sign or verb."""
        closed = False
        for j in range(i + 1, min(i + 14, len(self.words))):
            word = self.words[j]
            other = not word.is_word and word.kind != "number"
            if other or word.preposition or word.time or word.complementiser:
                return j
            if word.verb and word.plain.endswith(("ه", "ها")) and j > i + 1:
                teller = speaker_at(self.words, j + 1)  # في تصريح نقلته الوكالة
                return teller.end if teller else j + 1
            if closed and not (word.definite or word.leaning or word.plain in ITSELF):
                return j
            closed = closed or word.definite or word.possessed or word.place
        return None
