"""Tables of a corpus -> counts: the bridge from words to the statistics, which know numbers only."""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.comparison.dispersion import deviation_of_proportions
from analysis.comparison.findings import published
from analysis.comparison.grouping import Groups
from analysis.comparison.occurrences import Flags, Integers, Numbers, Occurrences
from analysis.framing import Corpus
from analysis.language.clitics import strip_clitics

Of = Literal["lemma", "form"]

#: Roles whose words are not the outlet's report.
LEFT_OUT = frozenset({"furniture", "dateline"})
#: Parts of speech that say what a text is about.
OPEN_CLASSES = ("noun", "adj", "verb", "abbrev")


class Counted(NamedTuple):
    """Counts, what each word is called, and which words are asked about (all, unless flagged)."""

    occurrences: Occurrences
    words: npt.NDArray[np.object_]
    among: Flags | None = None


class Words(NamedTuple):
    """The words of a corpus as parallel arrays, each of shape (n_tokens,), furniture left out.

    ``token`` is the row in the table of tokens, ``article`` the row in that of articles, ``word`` the
    number of its label, and ``sentence`` numbers the sentences of the whole corpus.
    """

    token: Integers
    article: Integers
    sentence: Integers
    word: Integers
    labels: npt.NDArray[np.object_]


def words_of(corpus: Corpus, of: Of = "lemma") -> Words:
    """Take the words out of a corpus, without furniture and datelines.

    Parameters
    ----------
    corpus : Corpus
        The tables of the design, types with their lemmas.
    of : "lemma" or "form"
        What two words must share to count as one (see :func:`type_labels`).

    Returns
    -------
    Words
        In the order of the text.
    """
    article = rows_of(corpus.articles, corpus.tokens["doc_id"])
    sentence, kept_sentence = _sentences(corpus, article)
    type_id = corpus.tokens["type_id"].to_numpy(np.int64)
    is_word = (corpus.types["kind"] == "word").to_numpy(bool)
    kept = np.flatnonzero((article >= 0) & is_word[type_id] & kept_sentence[sentence])
    of_type, labels = type_labels(corpus.types, np.bincount(type_id, minlength=len(corpus.types)), of)
    return Words(kept, article[kept], sentence[kept], of_type[type_id[kept]], labels)


def content_words(corpus: Corpus, words: Words) -> Flags:
    """Flag the words that say what a sentence is about: those that can only be nouns, adjectives or verbs.

    A word that no lexicon knows counts as one: it is most often a name.
    """
    of_type = _lists(corpus.types["pos"])
    kinds = of_type.flatten().dictionary_encode()
    closed = np.array(
        [not kind.startswith(OPEN_CLASSES) for kind in kinds.dictionary.to_pylist()], dtype=bool
    )
    types_of = pc.list_parent_indices(of_type).to_numpy()
    is_open = np.ones(len(corpus.types), dtype=bool)
    is_open[types_of[closed[kinds.indices.to_numpy()]]] = False
    return np.asarray(is_open[corpus.tokens["type_id"].to_numpy(np.int64)[words.token]])


def _lists(column: pd.Series) -> pa.ListArray:
    """Give a column of lists as one Arrow array: looking at them row by row takes many times longer."""
    lists = pa.array(column, type=pa.list_(pa.string()))
    return lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists


def rows_of(articles: pd.DataFrame, doc_ids: pd.Series) -> Integers:
    """Give the row in ``articles`` of each doc_id, -1 where it has none."""
    codes, names = pd.factorize(doc_ids)
    rows = pd.Index(articles["doc_id"].astype(object)).get_indexer(pd.Index(names).astype(object))
    return np.asarray(np.append(rows, -1)[codes], dtype=np.int64)


def _sentences(corpus: Corpus, article: Integers) -> tuple[Integers, Flags]:
    """Give the row of each token's sentence, and flag the sentences that count."""
    of_sentence = rows_of(corpus.articles, corpus.sentences["doc_id"])
    sentence = _look_up(of_sentence, corpus.sentences["sentence_id"], article, corpus.tokens["sentence_id"])
    return sentence, ~np.isin(sentence_roles(corpus), list(LEFT_OUT))


def sentence_roles(corpus: Corpus) -> npt.NDArray[np.object_]:
    """Give the role of each sentence's segment, in the order of the table of sentences."""
    of_segment = rows_of(corpus.articles, corpus.segments["doc_id"])
    of_sentence = rows_of(corpus.articles, corpus.sentences["doc_id"])
    segment = _look_up(of_segment, corpus.segments["segment_id"], of_sentence, corpus.sentences["segment_id"])
    return np.asarray(corpus.segments["role"].to_numpy(object)[segment])


def _look_up(article: Integers, number: pd.Series, in_article: Integers, wanted: pd.Series) -> Integers:
    """Find the rows that carry a number within their article."""
    numbers = number.to_numpy(np.int64)
    width = int(numbers.max(initial=0)) + 1
    keys = article * width + numbers
    order = np.argsort(keys, kind="stable")
    found = np.searchsorted(keys, in_article * width + wanted.to_numpy(np.int64), sorter=order)
    return np.asarray(order[np.minimum(found, len(order) - 1)], dtype=np.int64)


def type_labels(types: pd.DataFrame, frequency: Integers, of: Of) -> tuple[Integers, npt.NDArray[np.object_]]:
    """Say under which label each type is counted.

    Of several lemmas that a form may belong to, the one that carries most of the corpus is taken, each
    token giving equal parts of itself to its candidates: so the forms of a lemma meet. A form that no
    lexicon knows competes with its clitic-stripped stems in the same way, the longest first.

    Parameters
    ----------
    types : DataFrame
        The table of types, with lemmas.
    frequency : array of int, shape (n_types,)
        How many tokens each type has.
    of : "lemma" or "form"
        Lemmas, or forms in normalised spelling.

    Returns
    -------
    array of int, shape (n_types,), and array of str
        The number of each type's label, and the labels.
    """
    spelt = types["normalised"].to_numpy(object)
    if of == "form":
        codes, labels = pd.factorize(spelt)
        return codes.astype(np.int64), np.asarray(labels, dtype=object)
    is_word = (types["kind"] == "word").to_numpy(bool)
    candidates = [
        _candidates(lemmas, form) if word else [form]
        for lemmas, form, word in zip(_lists(types["lemmas"]).to_pylist(), spelt, is_word, strict=True)
    ]
    n_candidates = np.array([len(of_type) for of_type in candidates], dtype=np.int64)
    codes, labels = pd.factorize(np.array([c for of_type in candidates for c in of_type], dtype=object))
    part = np.repeat(frequency / np.maximum(n_candidates, 1), n_candidates)
    mass = np.bincount(codes, part, len(labels))
    first = np.concatenate([[0], np.cumsum(n_candidates)[:-1]]).astype(np.int64)
    chosen = codes[_heaviest(mass[codes], first, n_candidates)]
    used, renumbered = np.unique(chosen, return_inverse=True)
    return renumbered.astype(np.int64), np.asarray(labels, dtype=object)[used]


def _heaviest(mass: Numbers, first: Integers, n_candidates: Integers) -> Integers:
    """Find the heaviest candidate of each type, of equals the first."""
    if not len(first):
        return first
    of_type = np.repeat(np.arange(len(first)), n_candidates)
    heaviest = np.flatnonzero(mass == np.maximum.reduceat(mass, first)[of_type])
    _, place = np.unique(of_type[heaviest], return_index=True)
    return np.asarray(heaviest[place])


def _candidates(lemmas: list[str], form: str) -> list[str]:
    if lemmas:
        return lemmas if len(lemmas) == 1 else list(dict.fromkeys(lemmas))
    return sorted(strip_clitics(form), key=lambda stem: (-len(stem), stem))


def count_words(corpus: Corpus, of: Of = "lemma") -> Counted:
    """Count the lemmas or forms of every article, furniture and datelines left out."""
    words = words_of(corpus, of)
    shape = len(corpus.articles), len(words.labels)
    return Counted(Occurrences.of_tokens(words.article, words.word, *shape), words.labels)


def count_mentions(mentions: pd.DataFrame, articles: pd.DataFrame, of: str = "cue") -> Counted:
    """Count the cues (or frames, or speakers) of every article.

    Parameters
    ----------
    mentions : DataFrame
        The table of mentions; those in furniture, and of other articles, are passed over.
    articles : DataFrame
        The table of articles.
    of : str
        The column of ``mentions`` to count by; rows where it is missing are passed over.
    """
    kept = reported(mentions, articles)
    kept = kept[kept[of].notna()]
    word, labels = pd.factorize(kept[of].astype(object))
    article = rows_of(articles, kept["doc_id"])
    occurrences = Occurrences.of_tokens(article, word.astype(np.int64), len(articles), len(labels))
    return Counted(occurrences, np.asarray(labels, dtype=object))


def beside_words(cues: Counted, words: Counted) -> Counted:
    """Set the cues of articles among all their words, so that they are compared with the whole text.

    Counted among themselves, an outlet that uses every cue twice as often would use none more often.
    """
    one, other = words.occurrences, cues.occurrences
    both = one._replace(
        article=np.concatenate([one.article, other.article]),
        word=np.concatenate([one.word, other.word + one.n_words]),
        times=np.concatenate([one.times, other.times]),
        n_words=one.n_words + other.n_words,
    )
    among = np.arange(both.n_words) >= one.n_words
    return Counted(both, np.concatenate([words.words, cues.words]), among)


def count_all(corpus: Corpus, mentions: pd.DataFrame) -> dict[str, Counted]:
    """Count types (forms in normalised spelling), lemmas, and the cues of a codebook among the lemmas."""
    lemmas = count_words(corpus)
    cues = count_mentions(mentions, corpus.articles)
    return {"types": count_words(corpus, of="form"), "lemmas": lemmas, "cues": beside_words(cues, lemmas)}


def reported(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Keep the mentions that stand in these articles, outside furniture."""
    return mentions[mentions["doc_id"].isin(articles["doc_id"]) & ~mentions["role"].isin(LEFT_OUT)]


def frequencies(counted: Counted, groups: Groups, most: int | None = None) -> pd.DataFrame:
    """Describe how often each word occurs in each group, and how evenly.

    Parameters
    ----------
    counted : Counted
        Counts of words in articles.
    groups : Groups
        The groups of the same articles.
    most : int, optional
        Give the most frequent words of each group only.

    Returns
    -------
    DataFrame
        One row a group and word that occurs in it, the most frequent first: group, word, count,
        articles (in which it occurs), of_articles (of the group), per_million, dp, dp_norm (over the
        group's articles; missing where only one article holds words).
    """
    parts = [_frequencies(counted, groups.flags(name), name)[:most] for name in groups.names]
    return pd.concat(parts, ignore_index=True)


def _frequencies(counted: Counted, articles: Flags, name: str) -> pd.DataFrame:
    within = counted.occurrences.within(articles)
    everywhere = np.ones(within.n_articles, dtype=bool)
    frequency, ranges = within.frequencies(everywhere), within.ranges(everywhere)
    occurring = frequency > 0
    number = np.cumsum(occurring) - 1
    kept = within._replace(word=number[within.word], n_words=int(occurring.sum()))
    sizes = within.sizes()
    asked = np.ones(kept.n_words, dtype=bool) if counted.among is None else counted.among[occurring]
    several = np.count_nonzero(sizes) > 1
    missing = np.full(kept.n_words, np.nan)
    dp, dp_norm = deviation_of_proportions(kept) if several else (missing, missing)
    columns = {
        "group": np.full(kept.n_words, name, dtype=object),
        "word": counted.words[occurring],
        "count": frequency[occurring],
        "articles": ranges[occurring],
        "of_articles": np.full(kept.n_words, within.n_articles),
        "per_million": 1e6 * frequency[occurring] / max(int(sizes.sum()), 1),
        "dp": dp,
        "dp_norm": dp_norm,
    }
    table = published({name: values[asked] for name, values in columns.items()})
    return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)
