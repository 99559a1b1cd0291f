"""Who is called what, and who acts: the wordings of ``codebooks/naming.yml`` found, counted and shown.

Naming after van Leeuwen (1996), The Representation of Social Actors; agency after Trew (1979), Theory and
Ideology at Work: a death is told with its agent (قتلت القوات), without one (قُتل), or as a thing (مقتل).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pandas as pd
from pydantic import Field

from analysis import paths, tables
from analysis.framing.codebook import Codebook, CueEntry, Frame, Name, Text, _Entry, load_validated
from analysis.framing.coding import Corpus
from analysis.framing.matching import find_mentions, with_forms
from analysis.framing.speakers import speaker_at
from analysis.framing.word_types import WordType
from analysis.framing.words import Article, Sentence, Span, Word, sentences_of, typed
from analysis.language.lemmas import Engine
from analysis.language.orthography import normalise

DEFAULT = paths.CODEBOOKS / "naming.yml"
#: How many words beside a wording of killing its agent may be named.
REACH = 14

#: How a killing is told, in the order in which tables and charts show it.
AGENCIES = ("active", "passive", "nominal", "dying")

_Row = Mapping[Any, Any]
#: The article, behind what may be joined before it: والتنظيم، للتنظيم.
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")
_THROUGH = frozenset({"في", "اثر", "جراء", "خلال", "بعد", "نتيجه", "بسبب", "اطلاق"})


class Named(_Entry):
    """An entity or an event, and the ways it is called.

    ``short_forms`` call it only in an article that also holds one of its ``wordings``, and only with the
    article: التنظيم, of the group that was named.
    """

    name: Name
    definition: Text
    wordings: Annotated[tuple[CueEntry, ...], Field(min_length=1)]
    short_forms: tuple[CueEntry, ...] = ()
    not_when: tuple[CueEntry, ...] = ()
    dying: tuple[Text, ...] = ()
    taking: tuple[Text, ...] = ()


class Agency(_Entry):
    """The words that bring in the one who kills."""

    by: tuple[Text, ...]
    means: tuple[Text, ...]
    forces: tuple[Text, ...]


class NamingCodebook(_Entry):
    """The wordings of ``naming.yml``. ``sha256`` is that of its file."""

    codebook: Text
    version: Text
    title: Name
    source: Text
    entities: Annotated[dict[Text, Named], Field(min_length=1)]
    events: dict[Text, Named] = Field(default_factory=dict)
    agency: Agency
    sha256: str = ""

    @property
    def named(self) -> Mapping[str, Named]:
        """Entities and events, by their keys."""
        return {**self.entities, **self.events}


def load_naming(path: Path = DEFAULT) -> NamingCodebook:
    """Read and validate a codebook of names; errors are those of ``load_codebook``."""
    return load_validated(path, NamingCodebook)


def find_namings(corpus: Corpus, codebook: NamingCodebook, engine: Engine) -> pd.DataFrame:
    """Find every wording of every entity and event.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design, types with their lemmas.
    codebook : NamingCodebook
        The entities, the events and their wordings.
    engine : Engine
        The engine that analysed the types.

    Returns
    -------
    DataFrame
        The table ``namings``, in the order of the text: of wordings of one entity that overlap the
        longest counts. A short form counts where the article holds a wording of the entity.
    """
    texts = tables.by_doc_id(corpus.articles, "text")
    outlets = tables.by_doc_id(corpus.articles, "outlet")
    found = with_forms(find_mentions(corpus.tokens, corpus.types, _as_frames(codebook), engine), texts)
    return tables.from_rows(
        "namings",
        (
            {
                **{name: row[name] for name in ("doc_id", "sentence_id", "start", "end", "form")},
                "outlet": outlets[row["doc_id"]],
                "entity": row["frame"],
                "wording": row["cue"],
                "event": row["frame"] in codebook.events,
            }
            for row in _explained(found.to_dict("records"), codebook)
        ),
    )


def _explained(found: Sequence[_Row], codebook: NamingCodebook) -> Iterator[_Row]:
    """Yield what counts: a short form only with the article, and where its entity is also named in full."""
    short_forms = {(key, cue.words) for key, one in codebook.named.items() for cue in one.short_forms}
    is_short = [(row["frame"], row["cue"]) in short_forms for row in found]
    in_full = {(row["doc_id"], row["frame"]) for row, short in zip(found, is_short, strict=True) if not short}
    for row, short in zip(found, is_short, strict=True):
        if not short or ((row["doc_id"], row["frame"]) in in_full and _has_article(row["form"])):
            yield row


def _has_article(form: str) -> bool:
    return bool(_ARTICLE.match(normalise(form)))


def _as_frames(codebook: NamingCodebook) -> Codebook:
    """Write entities and events as the frames that the matcher finds."""
    return Codebook(
        codebook=codebook.codebook,
        version=codebook.version,
        title=codebook.title,
        source=codebook.source,
        frames={
            key: Frame(
                name=named.name,
                function="problem",
                definition=named.definition,
                source=codebook.source,
                cues=named.wordings + named.short_forms,
                not_when=named.not_when,
            )
            for key, named in codebook.named.items()
        },
    )


def naming_matrix(namings: pd.DataFrame, entity: str, outlets: Sequence[str] | None = None) -> pd.DataFrame:
    """Count the wordings of one entity by outlet.

    Parameters
    ----------
    namings : DataFrame
        As :func:`find_namings` gives them.
    entity : str
        A key of the codebook.
    outlets : sequence of str, optional
        All outlets in their order; by default those that name the entity, in the order of the text.

    Returns
    -------
    DataFrame
        One row a wording, one column an outlet, the most frequent wording first.
        :func:`evidence` gives the namings behind a cell.

    Raises
    ------
    ValueError
        If the namings hold no such entity.
    """
    of_entity = namings[namings["entity"] == entity]
    if of_entity.empty:
        raise ValueError(f"no naming of '{entity}'; found are {sorted(set(namings['entity']))}")
    counted = pd.crosstab(of_entity["wording"].astype(object), of_entity["outlet"].astype(object))
    columns = pd.Index(outlets or dict.fromkeys(of_entity["outlet"]), name="outlet")
    counted = counted.reindex(columns=columns, fill_value=0)
    return counted.loc[counted.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def most_named(namings: pd.DataFrame) -> str | None:
    """Give the entity that is named most often, of equals the first in the text; None where none is."""
    entities = namings["entity"][~namings["event"].astype(bool)]
    return str(entities.value_counts(sort=False).idxmax()) if len(entities) else None


def evidence(namings: pd.DataFrame, entity: str, wording: str, outlet: str) -> pd.DataFrame:
    """Give the namings behind a cell of :func:`naming_matrix`, in the order of the text."""
    cell = (namings["entity"] == entity) & (namings["wording"] == wording) & (namings["outlet"] == outlet)
    return namings[cell].reset_index(drop=True)


# --- agency ---------------------------------------------------------------------------------------


class Act(NamedTuple):
    """How a killing is told: active, passive, nominal or dying, and where its agent is named."""

    agency: str
    agent: Span | None


class _Lists(NamedTuple):
    by: tuple[tuple[str, ...], ...]
    means: frozenset[str]
    forces: frozenset[str]
    dying: frozenset[str]
    taking: frozenset[str]


def find_killings(
    corpus: Corpus, codebook: NamingCodebook, engine: Engine, event: str = "killing"
) -> pd.DataFrame:
    """Find every wording of killing with its agency.

    Parameters
    ----------
    corpus, codebook, engine
        As for :func:`find_namings`.
    event : str
        The event of the codebook whose wordings are read.

    Returns
    -------
    DataFrame
        The table ``killings``: each wording with ``agency`` (active; passive; nominal, a masdar or another
        noun; dying, a verb whose subject dies) and the agent, if its clause names one.
    """
    texts = tables.by_doc_id(corpus.articles, "text")
    sentences: Mapping[str, Article] = dict(sentences_of(*corpus))
    namings = find_namings(corpus, codebook, engine)
    lists = _read_lists(codebook, event)
    return tables.from_rows(
        "killings",
        (
            _killing(row, sentences[row["doc_id"]], texts[row["doc_id"]], lists)
            for row in namings[namings["entity"] == event].to_dict("records")
        ),
    )


def _read_lists(codebook: NamingCodebook, event: str) -> _Lists:
    agency = codebook.agency
    return _Lists(
        tuple(tuple(normalise(phrase).split()) for phrase in agency.by),
        frozenset(map(normalise, agency.means)),
        frozenset(map(normalise, agency.forces)),
        frozenset(codebook.events[event].dying),
        frozenset(codebook.events[event].taking),
    )


def _killing(row: Mapping[str, Any], article: Article, text: str, lists: _Lists) -> dict[str, Any]:
    sentence = article[article.number_at(row["start"])]
    act = _act(sentence, row, lists)
    return {
        **{
            name: row[name] for name in ("doc_id", "outlet", "sentence_id", "start", "end", "form", "wording")
        },
        "agency": act.agency,
        "agent": text[act.agent.start : act.agent.end] if act.agent else None,
        "agent_start": act.agent.start if act.agent else None,
        "agent_end": act.agent.end if act.agent else None,
    }


def _act(sentence: Sentence, row: Mapping[str, Any], lists: _Lists) -> Act:
    words = sentence.tokens
    first = next(i for i, word in enumerate(words) if word.start >= row["start"])
    last = next(i for i in range(first, len(words)) if words[i].end >= row["end"])
    named = _named_agent(words, first, last, lists)
    if row["wording"] in lists.dying:
        return Act("dying", named)
    if row["wording"] in lists.taking:
        return Act("active", named or _before_relative(words, first))
    if not _is_verb(words, first):
        return Act("nominal", named or _subject_of_masdar(words, last, lists))
    subject = _active_subject(words, first, last, lists)
    if subject:
        return Act("active", _span(words, *subject))
    if _has_object_pronoun(words[first].type) or _object_follows(words, last):
        return Act("active", named)
    return Act("passive", named)


def _before_relative(words: Sequence[Word], first: int) -> Span | None:
    """Give what a relative clause tells of: الغارة التي أودت بحياته."""
    if first < 2 or words[first - 1].type.plain not in ("الذي", "التي") or not words[first - 2].type.is_word:
        return None
    return _span(words, first - 2, first - 1)


def _is_verb(words: Sequence[Word], i: int) -> bool:
    """Tell the verb قتل from the masdar of the same spelling by what stands before it."""
    word = words[i].type
    if not word.may_be_verb or word.definite or word.leaning:
        return False
    if word.only_verb or not i or _vocalised_passive(word):
        return True
    before = words[i - 1].type
    if before.definite and any(w.type.only_verb for w in _clause_before(words, i)):
        return False
    noun_before = (
        before.nominal
        and not before.definite
        and not before.proper
        and not before.time
        and not before.may_be_verb
    )
    return not (before.preposition or before.leaning or noun_before) or word.joined


def _vocalised_passive(word: WordType) -> bool:
    """Tell قُتل by the vowel behind its first letter."""
    return "ُ" in word.form[: 2 + word.joined]


def _object_follows(words: Sequence[Word], last: int) -> bool:
    """Tell an object by its case, which duals and plurals write: فقتل شخصين."""
    if last + 1 >= len(words) or _vocalised_passive(words[last].type):
        return False
    after = words[last + 1].type
    return after.nominal and after.plain.endswith("ين") and not after.definite and not after.time


def _clause_before(words: Sequence[Word], i: int) -> Sequence[Word]:
    """Give the words before a word up to a sign, a complementiser or a relative."""
    begin = i
    while (
        begin
        and words[begin - 1].type.is_word
        and not (
            words[begin - 1].type.complementiser or words[begin - 1].type.plain in ("الذي", "التي", "الذين")
        )
    ):
        begin -= 1
    return words[begin:i]


def _has_object_pronoun(word: WordType) -> bool:
    return word.plain.endswith(("ه", "ها", "هم", "هما", "هن")) and not word.form.endswith("ة")


def _active_subject(words: Sequence[Word], first: int, last: int, lists: _Lists) -> tuple[int, int] | None:
    """Give the subject of an active verb: one who can kill, with someone killed behind it."""
    subject = speaker_at(typed(words), last + 1)
    if subject is None or not _can_kill(words[subject.first].type, lists):
        return None
    if _has_object_pronoun(words[first].type):
        return subject.first, subject.end
    for i in range(subject.end, min(subject.end + 6, len(words))):
        word = words[i].type
        if (
            word.kind == "number"
            or (word.nominal and not (word.definite or word.leaning or word.time or word.preposition))
            or (word.possessed)
        ):
            return subject.first, subject.end
        if not (word.time or word.adverb):
            return None
    return None


def _can_kill(word: WordType, lists: _Lists) -> bool:
    stems = word.stems | {stem.removesuffix("ه") for stem in word.stems}
    return bool(stems & lists.forces)


def _named_agent(words: Sequence[Word], first: int, last: int, lists: _Lists) -> Span | None:
    """Find على يد X, برصاص X, or a raid and the one it belongs to: في غارة للتحالف."""
    for i in range(last + 1, min(last + 1 + REACH, len(words))):
        if not words[i].type.is_word and words[i].form in ".؛":
            return None
        phrase = next((by for by in lists.by if _stands(words, i, by)), None)
        if phrase:
            return _noun_phrase(words, i + len(phrase))
        if _stems(words[i].type) & lists.means and _by_means(words, i):
            owner = _owner(words, i)
            if owner:
                return owner
    return None


def _by_means(words: Sequence[Word], i: int) -> bool:
    """Tell that a raid is what killed (في غارة، بقصف، جراء هجوم), not what is spoken of."""
    return words[i].type.leans_by == "ب" or words[i - 1].type.plain in _THROUGH


def _stands(words: Sequence[Word], i: int, phrase: Sequence[str]) -> bool:
    return [word.type.plain for word in words[i : i + len(phrase)]] == list(phrase)


def _stems(word: WordType) -> frozenset[str]:
    return word.stems | {word.plain[1:]} if word.leaning else word.stems


def _owner(words: Sequence[Word], i: int) -> Span | None:
    """Give the one whose raid it is: قصف للطائرات التركية، غارة نفذتها قوات أمريكية."""
    for j in range(i + 1, min(i + 5, len(words))):
        word = words[j].type
        if word.leans_by == "ل" or (
            word.only_verb and word.plain.endswith(("ها", "ه")) and j + 1 < len(words)
        ):
            return _noun_phrase(words, j if word.leans_by == "ل" else j + 1)
        if not word.is_word or word.preposition:
            return None
    return None


def _subject_of_masdar(words: Sequence[Word], last: int, lists: _Lists) -> Span | None:
    """Give the subject of a masdar whose object follows behind ل: قتل الجيش لمدنيين."""
    if last + 1 >= len(words) or not _can_kill(words[last + 1].type, lists):
        return None
    subject = speaker_at(typed(words), last + 1)
    if subject and subject.end < len(words) and words[subject.end].type.leans_by == "ل":
        return _span(words, subject.first, subject.end)
    return None


def _noun_phrase(words: Sequence[Word], first: int) -> Span | None:
    phrase = speaker_at(typed(words), first)
    return _span(words, phrase.first, phrase.end) if phrase else None


def _span(words: Sequence[Word], first: int, end: int) -> Span:
    return Span(words[first].start, words[end - 1].end)


def agency_matrix(killings: pd.DataFrame, outlets: Sequence[str] | None = None) -> pd.DataFrame:
    """Count by outlet how killings are told, and how often their agent is named.

    Parameters
    ----------
    killings : DataFrame
        As :func:`find_killings` gives them.
    outlets : sequence of str, optional
        The outlets in their order; by default that of the text.

    Returns
    -------
    DataFrame
        One row an outlet and agency that occurs, with the columns ``with_agent`` and ``without_agent``.
    """
    named = killings["agent"].notna().map({True: "with_agent", False: "without_agent"})
    told = killings.assign(named=named).astype({"outlet": object, "agency": object})
    counted = told.groupby(["outlet", "agency", "named"]).size().unstack(fill_value=0)
    ordered = [(o, a) for o in outlets or dict.fromkeys(told["outlet"]) for a in AGENCIES]
    rows = pd.MultiIndex.from_tuples(
        [row for row in ordered if row in counted.index], names=["outlet", "agency"]
    )
    return counted.reindex(index=rows, columns=["with_agent", "without_agent"], fill_value=0)
