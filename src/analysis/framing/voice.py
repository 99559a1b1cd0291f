"""Who says a mention, how surely, and in whose quotation marks.

Rules over lemmas, written out in ``reporting.yml`` and ``certainty.yml``: a reporting verb or
preposition opens an *attribution* with a source (the noun phrase beside it) and a content (the clause
behind it). A mention inside a content speaks with that source's voice, any other with the outlet's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd
import yaml

from analysis import tables
from analysis.cleaning.segments import QUOTATION
from analysis.language.orthography import normalise

OPENING = frozenset('"“«:')
HEADINGS = frozenset({"headline", "kicker", "subheading"})
CONJUNCTIONS = ("و", "ف")
#: A hedge or a negation reaches at most so many words.
REACH = 12
LONGEST_SOURCE = 12


class Word(NamedTuple):
    """A token of a sentence with what the lexicon knows of it."""

    start: int
    end: int
    form: str
    kind: str
    readings: frozenset[tuple[str, str]]

    @property
    def spelt(self) -> str:
        """The form in normalised spelling."""
        return normalise(self.form)

    def has_pos(self, prefix: str) -> bool:
        """Tell whether any reading of the word is of this part of speech."""
        return any(pos.startswith(prefix) for _, pos in self.readings)


class Sentence(NamedTuple):
    """A sentence of an article, its words and the role of its segment."""

    sentence_id: int
    start: int
    end: int
    role: str
    words: tuple[Word, ...]


class Span(NamedTuple):
    """A stretch of the raw text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Tell whether another stretch lies inside this one."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True)
class Attribution:
    """An act of reported speech: the word that reports, who speaks, and what is said."""

    sentence_id: int
    cue: Span
    source: Span | None
    source_type: str
    speaker: str | None
    content: Span | None
    direct: bool


class Reporting(NamedTuple):
    """The lists of ``reporting.yml``, ready to compare."""

    verbs: frozenset[str]
    take_an_object: frozenset[str]
    according_to: tuple[tuple[str, ...], ...]
    complementisers: frozenset[str]
    linking: frozenset[str]
    anonymous: frozenset[str]
    institutions: frozenset[str]


class Certainty(NamedTuple):
    """The lists of ``certainty.yml``, ready to compare."""

    hedges: tuple[tuple[tuple[str, ...], str], ...]
    negations: frozenset[str]
    no_negation: tuple[tuple[str, ...], ...]
    contrast: frozenset[str]


def _yaml(name: str) -> Any:
    return yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _normalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normalise(word) for word in words)


@cache
def reporting() -> Reporting:
    """Read the words that report speech."""
    told = _yaml("reporting.yml")
    return Reporting(
        verbs=_normalised(verb for entry in told["verbs"] for verb in entry["verbs"]),
        take_an_object=_normalised(told["take_an_object"]),
        according_to=tuple(tuple(map(normalise, entry["words"])) for entry in told["according_to"]),
        complementisers=_normalised(told["complementisers"]),
        linking=_normalised(told["linking_prepositions"]),
        anonymous=_normalised(told["anonymous"]),
        institutions=_normalised(told["institutions"]),
    )


@cache
def certainty() -> Certainty:
    """Read the words that hedge and negate."""
    told = _yaml("certainty.yml")
    return Certainty(
        hedges=tuple((tuple(map(normalise, e["words"])), e.get("before", "")) for e in told["hedges"]),
        negations=_normalised(told["negations"]),
        no_negation=tuple(tuple(map(normalise, phrase)) for phrase in told["no_negation"]),
        contrast=_normalised(told["contrast"]),
    )


# --- sentences ----------------------------------------------------------------------------------


def sentences_of(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    types: pd.DataFrame,
) -> Iterator[tuple[str, list[Sentence]]]:
    """Yield every article's sentences with their words and what the lexicon knows of each word."""
    readings = [
        frozenset(zip(lemmas, pos, strict=True))
        for lemmas, pos in zip(types["lemmas"], types["pos"], strict=True)
    ]
    forms, kinds = types["form"].tolist(), types["kind"].tolist()
    roles = {(row.doc_id, row.segment_id): row.role for row in segments.itertuples()}
    words: dict[tuple[str, int], list[Word]] = {}
    for token in tokens.itertuples():
        word = Word(
            token.start, token.end, forms[token.type_id], kinds[token.type_id], readings[token.type_id]
        )
        words.setdefault((token.doc_id, token.sentence_id), []).append(word)
    of_article: dict[str, list[Sentence]] = {doc_id: [] for doc_id in articles["doc_id"]}
    for row in sentences.itertuples():
        of_article[row.doc_id].append(
            Sentence(
                row.sentence_id,
                row.start,
                row.end,
                roles[row.doc_id, row.segment_id],
                tuple(words.get((row.doc_id, row.sentence_id), ())),
            )
        )
    yield from of_article.items()


# --- attribution --------------------------------------------------------------------------------


def attribute(sentences: Sequence[Sentence], text: str) -> list[Attribution]:
    """Find who is quoted in an article.

    Parameters
    ----------
    sentences : sequence of Sentence
        The article's sentences in order.
    text : str
        Its raw text.

    Returns
    -------
    list of Attribution
        In the order of the text. A short name (نصر) carries the speaker's name in full (وسيم نصر) if
        the article gave it before. A pull quote takes the speaker of the quotation that it repeats.
    """
    found = [attribution for sentence in sentences for attribution in _in_sentence(sentence, text)]
    found = _with_full_names(found)
    return sorted([*found, *_pull_quotes(sentences, found, text)], key=lambda a: a.cue)


def _in_sentence(sentence: Sentence, text: str) -> Iterator[Attribution]:
    words = sentence.words
    for i, word in enumerate(words):
        length = _according_to(words, i)
        if length:
            yield _by_preposition(sentence, i, length, text)
        elif word.kind == "word" and _is_reporting_verb(word):
            attribution = _by_verb(sentence, i, text)
            if attribution:
                yield attribution


def _is_reporting_verb(word: Word) -> bool:
    return any(
        pos.startswith("verb") and normalise(lemma) in reporting().verbs for lemma, pos in word.readings
    )


def _takes_object(word: Word) -> bool:
    return any(normalise(lemma) in reporting().take_an_object for lemma, _ in word.readings)


def _according_to(words: Sequence[Word], i: int) -> int:
    """Tell how many words of an expression such as وفقا لـ stand here; 0 if none does."""
    for phrase in reporting().according_to:
        whole = phrase[:-1] if len(phrase[-1]) == 1 else phrase
        stand = [_plain(word) for word in words[i : i + len(whole)]] == list(whole)
        if stand and (whole == phrase or _begins(words, i + len(whole), phrase[-1])):
            return len(whole)
    return 0


def _plain(word: Word) -> str:
    """Give a word's spelling without a conjunction before it and tanwin's alef kept."""
    spelt = word.spelt
    return spelt[1:] if spelt.startswith(CONJUNCTIONS) and len(spelt) > 3 else spelt


def _begins(words: Sequence[Word], i: int, letter: str) -> bool:
    return i < len(words) and words[i].spelt.startswith(letter)


def _by_preposition(sentence: Sentence, i: int, length: int, text: str) -> Attribution:
    """Read "according to SOURCE, CONTENT", or "CONTENT, according to SOURCE"."""
    words = sentence.words
    cue = Span(words[i].start, words[i + length - 1].end)
    stop = _source_end(words, i + length, through_prepositions=True)
    source = Span(words[i + length].start, words[stop - 1].end) if stop > i + length else None
    if source and _begins(words, i + length, "ل") and length == 1 and words[i].spelt.endswith("وفقا"):
        source = Span(source.start + 1, source.end)
    before = Span(sentence.start, cue.start)
    after = Span(min(words[stop].end, sentence.end), sentence.end) if stop < len(words) else None
    content = after if i <= 1 and after else before if i > 1 else None
    return _attribution(sentence, cue, source, words[i + length : stop], content, text)


def _by_verb(sentence: Sentence, i: int, text: str) -> Attribution | None:
    """Read "VERB SOURCE that CONTENT", "SOURCE VERB that CONTENT" or "VERB SOURCE OBJECT"."""
    words = sentence.words
    stop = _source_end(words, i + 1)
    opens = _content_opens(words, stop)
    if opens is None and not _takes_object(words[i]):
        return None
    content_start = opens if opens is not None else stop
    if content_start >= len(words):
        return None
    source_words: Sequence[Word] = words[i + 1 : stop]
    if not source_words and words[i].spelt.endswith("وا"):
        source_words = _subject_before(words, i)
    source = Span(source_words[0].start, source_words[-1].end) if source_words else None
    cue = Span(words[i].start, words[i].end)
    content = Span(words[content_start].start, sentence.end)
    return _attribution(sentence, cue, source, source_words, content, text)


def _source_end(words: Sequence[Word], i: int, through_prepositions: bool = False) -> int:
    """Give where the noun phrase ends that begins at word ``i`` (``i`` itself if none begins)."""
    start = i
    while i < len(words) and i - start < LONGEST_SOURCE and words[i].kind == "word":
        word, head = words[i], words[start]
        if _plain(word) in reporting().complementisers or _is_adverb(word):
            break
        if _is_preposition(word) and not (
            through_prepositions or _is_partitive(word, words[i - 1], i > start)
        ):
            break
        if i > start and not through_prepositions and not _continues(word, words[i - 1], head):
            break
        i += 1
    return i


#: What cannot belong to a speaker's name: demonstratives, relatives, prepositions of time and place.
_STOPS = _normalised(
    [
        "هذا",
        "هذه",
        "ذلك",
        "تلك",
        "الذي",
        "التي",
        "الذين",
        "ما",
        "من",
        "في",
        "إلى",
        "عن",
        "على",
        "خلال",
        "عبر",
        "بعد",
        "قبل",
        "منذ",
        "مع",
        "أمس",
        "اليوم",
        "حول",
        "ضد",
    ]
)


def _is_preposition(word: Word) -> bool:
    return word.spelt in _STOPS or word.spelt in reporting().linking


def _is_partitive(word: Word, before: Word, inside: bool) -> bool:
    """Tell whether this is the من of أفراد من عائلة القتيل."""
    return inside and word.spelt == "من" and not before.spelt.startswith("ال")


def _is_adverb(word: Word) -> bool:
    return word.form.endswith(("ًا", "اً"))


def _continues(word: Word, before: Word, head: Word) -> bool:
    """Tell whether a word goes on with the noun phrase, after agreement in definiteness and number."""
    if word.form.startswith("و") and _is_plural(word):
        return True
    if _is_plural(head) or _named_anonymously(head):
        return (
            word.spelt.startswith("ال")
            or _is_plural(word)
            or _is_partitive(word, before, True)
            or (_is_partitive(before, head, True))
        )
    return not word.has_pos("verb") or word.spelt.startswith("ال") or not word.readings or _may_be_noun(word)


def _is_plural(word: Word) -> bool:
    return word.spelt.endswith(("ون", "ين"))


def _may_be_noun(word: Word) -> bool:
    return any(pos.startswith(("noun", "adj")) for _, pos in word.readings)


def _content_opens(words: Sequence[Word], i: int) -> int | None:
    """Find the first word of the content: behind أن, a colon or an opening quotation mark.

    An appositive between two commas (، الباحث في مركز صوفان،) is passed over.
    """
    if i < len(words) and words[i].form in "،,":
        close = next((j for j in range(i + 1, len(words)) if words[j].form in "،,"), None)
        i = close + 1 if close is not None else i + 1
    for j in range(i, min(i + 4, len(words))):
        if _plain(words[j]) in reporting().complementisers:
            return j + 1 if j + 1 < len(words) else None
        if words[j].form in OPENING:
            return j
        if words[j].kind == "symbol":
            return None
    return None


def _subject_before(words: Sequence[Word], i: int) -> Sequence[Word]:
    """Give the noun phrase before a plural verb: أفراد عائلته ومسؤولون محليون أكدوا."""
    begin = i
    while begin > 0 and words[begin - 1].kind == "word" and i - begin < LONGEST_SOURCE:
        begin -= 1
    return words[begin:i]


def _attribution(
    sentence: Sentence,
    cue: Span,
    source: Span | None,
    source_words: Sequence[Word],
    content: Span | None,
    text: str,
) -> Attribution:
    speaker = text[source.start : source.end] if source else None
    quotation = _quotation_in(text, content) if content else None
    return Attribution(
        sentence.sentence_id,
        cue,
        source,
        _source_type(source_words),
        speaker,
        content,
        direct=quotation is not None,
    )


def _quotation_in(text: str, content: Span) -> Span | None:
    """Give the quotation that opens a content, within its first words."""
    found = QUOTATION.search(text, content.start, content.end)
    return Span(*found.span()) if found and found.start() - content.start <= 2 else None


def _source_type(words: Sequence[Word]) -> str:
    if not words:
        return "implicit"
    if _named_anonymously(words[0]):
        return "anonymous"
    if _is_one_of(words[0], reporting().institutions):
        return "institution"
    return "named"


def _named_anonymously(word: Word) -> bool:
    return _is_one_of(word, reporting().anonymous)


def _is_one_of(word: Word, names: frozenset[str]) -> bool:
    stems = {normalise(lemma) for lemma, _ in word.readings} | {word.spelt, _plain(word)}
    return bool((stems | {stem.removeprefix("ال") for stem in stems}) & names)


def _with_full_names(found: Sequence[Attribution]) -> list[Attribution]:
    """Give a speaker's short name the full one that the article gave before."""
    full: dict[str, str] = {}
    resolved = []
    for attribution in found:
        speaker = attribution.speaker
        if speaker and attribution.source_type == "named":
            parts = speaker.split()
            resolved.append(replace(attribution, speaker=full.get(speaker, speaker)))
            if len(parts) > 1:
                full.setdefault(parts[-1], speaker)
        else:
            resolved.append(attribution)
    return resolved


def _pull_quotes(
    sentences: Sequence[Sentence], found: Sequence[Attribution], text: str
) -> Iterator[Attribution]:
    """Give each pull quote the speaker whose reported words it repeats."""
    for sentence in sentences:
        if sentence.role != "pull quote":
            continue
        said = _runs(text[sentence.start : sentence.end])
        for attribution in found:
            if attribution.content and said & _runs(text[slice(*attribution.content)]):
                yield replace(
                    attribution,
                    sentence_id=sentence.sentence_id,
                    cue=Span(sentence.start, sentence.start),
                    source=None,
                    content=Span(sentence.start, sentence.end),
                    direct=False,
                )
                break


def _runs(text: str, length: int = 4) -> set[tuple[str, ...]]:
    """Give the runs of words of a text, for comparison."""
    words = [normalise(word.strip('"“”«»،.؛:')) for word in text.split()]
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


# --- certainty and polarity ---------------------------------------------------------------------


def hedge_of(words: Sequence[Word], first: int) -> Word | None:
    """Find the hedge whose reach takes in the word at ``first``."""
    for i in _reach(words, first):
        for phrase, before in certainty().hedges:
            stands = [_plain(word) for word in words[i : i + len(phrase)]] == list(phrase)
            follower = words[i + len(phrase)] if i + len(phrase) < len(words) else None
            if stands and (not before or (follower is not None and _only_imperfect(follower))):
                return words[i]
    return None


def negation_of(words: Sequence[Word], first: int) -> Word | None:
    """Find the negation whose reach takes in the word at ``first``."""
    for i in _reach(words, first):
        if _plain(words[i]) in certainty().negations and not _is_fixed_phrase(words, i):
            return words[i]
    return None


def _only_imperfect(word: Word) -> bool:
    return word.has_pos("verb_imperfect") and not word.has_pos("verb_perfect")


def _is_fixed_phrase(words: Sequence[Word], i: int) -> bool:
    return any(
        [_plain(word) for word in words[i : i + len(phrase)]] == list(phrase)
        for phrase in certainty().no_negation
    )


def _reach(words: Sequence[Word], first: int) -> Iterator[int]:
    """Yield the places before a word, nearest first, up to a comma or a contrast."""
    for i in range(first - 1, max(first - 1 - REACH, -1), -1):
        if words[i].kind == "symbol" and words[i].form not in "\"“”«»()'":
            return
        if _plain(words[i]) in certainty().contrast:
            return
        yield i


# --- mentions -----------------------------------------------------------------------------------


def add_voice(
    mentions: pd.DataFrame,
    attributions: Mapping[str, Sequence[Attribution]],
    sentences: Mapping[str, Sequence[Sentence]],
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Add to each mention its role, voice, speaker, hedge, negation and quotation marks.

    Parameters
    ----------
    mentions : DataFrame
        As :func:`analysis.framing.matching.find_mentions` gives them, with forms.
    attributions, sentences, texts : mapping from doc_id
        The articles' attributions, sentences and raw texts.

    Returns
    -------
    DataFrame
        The table ``mentions`` of the design.
    """
    quotations = {
        doc_id: [Span(*found.span()) for found in QUOTATION.finditer(text)] for doc_id, text in texts.items()
    }
    return tables.from_rows(
        "mentions",
        (
            {
                **mention,
                **_voice(mention, attributions[mention["doc_id"]]),
                **_certainty(mention, sentences[mention["doc_id"]][mention["sentence_id"]]),
                "quoted": _quoted(mention, quotations[mention["doc_id"]]),
            }
            for mention in mentions.drop(columns=["first_token", "last_token"]).to_dict("records")
        ),
    )


def _voice(mention: Mapping[str, Any], attributions: Sequence[Attribution]) -> dict[str, Any]:
    """Find the innermost content that holds a mention; without one it speaks with the outlet's voice."""
    holding = [a for a in attributions if a.content and a.content.holds(mention["start"], mention["end"])]
    if not holding:
        return {"voice": "outlet", "speaker": None, "speaker_type": None}
    innermost = max(holding, key=lambda attribution: attribution.cue.start)
    return {"voice": "source", "speaker": innermost.speaker, "speaker_type": innermost.source_type}


def _certainty(mention: Mapping[str, Any], sentence: Sentence) -> dict[str, Any]:
    first = next(i for i, word in enumerate(sentence.words) if word.start == mention["start"])
    hedge, negation = hedge_of(sentence.words, first), negation_of(sentence.words, first)
    return {
        "role": sentence.role,
        "hedged": hedge is not None,
        "hedge": hedge.form if hedge else None,
        "negated": negation is not None,
        "negation": negation.form if negation else None,
    }


def _quoted(mention: Mapping[str, Any], quotations: Sequence[Span]) -> bool:
    return any(quotation.holds(mention["start"], mention["end"]) for quotation in quotations)


def attribution_table(attributions: Mapping[str, Sequence[Attribution]]) -> pd.DataFrame:
    """Write the attributions of a corpus as the table of the design."""
    return tables.from_rows(
        "attributions",
        (
            {
                "doc_id": doc_id,
                "sentence_id": found.sentence_id,
                "cue_start": found.cue.start,
                "cue_end": found.cue.end,
                "source_start": found.source.start if found.source else None,
                "source_end": found.source.end if found.source else None,
                "source_type": found.source_type,
                "speaker": found.speaker,
                "content_start": found.content.start if found.content else None,
                "content_end": found.content.end if found.content else None,
                "direct": found.direct,
            }
            for doc_id, of_article in attributions.items()
            for found in of_article
        ),
    )
