"""Mentions -> the small tables behind charts and findings. Page furniture is left out of every count."""

import pandas as pd

from analysis.framing.codebook import Codebook
from analysis.tables import by_doc_id

#: The kinds of speaker in the order in which they are told, from the outlet itself to nobody at all.
VOICES = ("outlet", "named", "institution", "anonymous", "implicit")
#: The columns of :func:`course`, in order.
COURSE = (
    "doc_id", "outlet", "title", "kind", "what", "name", "said_by", "hedged", "negated", "start", "end",
)  # fmt: skip


def frame_table(codebook: Codebook) -> pd.DataFrame:
    """List a codebook's frames: name in both languages, function, definition, cues."""
    return pd.DataFrame(
        {
            "frame": frame.name.en,
            "in Arabic": frame.name.ar,
            "function": frame.function,
            "definition": frame.definition,
            "cues": [cue.words for cue in frame.cues],
        }
        for frame in codebook.frames.values()
    )


def counted(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Keep the mentions that count, each with its outlet and the kind of its speaker.

    Returns
    -------
    DataFrame
        The rows of ``mentions`` outside page furniture, with ``outlet`` and ``said_by`` (one of
        ``VOICES``) added.
    """
    outlets = by_doc_id(articles, "outlet")
    content = mentions[mentions["role"] != "furniture"]
    return content.assign(
        outlet=content["doc_id"].map(outlets).astype(object),
        said_by=content["speaker_type"].astype(object).where(content["voice"] == "source", "outlet"),
    )


def most_telling(articles: pd.DataFrame, mentions: pd.DataFrame, n: int) -> pd.DataFrame:
    """Choose the articles of a large corpus that are shown: those with most mentions.

    At most half of them, rounded up, are of one outlet where there are several, so that there is something
    to compare. They keep their order.
    """
    found = mentions.loc[mentions["role"] != "furniture", "doc_id"].value_counts()
    counts = articles["doc_id"].map(found).fillna(0).to_numpy(float)
    ranked = articles.iloc[(-counts).argsort(kind="stable")]
    if articles["outlet"].nunique() > 1:
        ranked = ranked.groupby("outlet", sort=False).head(-(-n // 2))
    return articles[articles["doc_id"].isin(set(ranked["doc_id"].head(n)))]


def by_voice(mentions: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count each frame's mentions by outlet, kind of speaker and certainty.

    Returns
    -------
    DataFrame
        Columns frame, name, outlet, said_by, hedged, negated, n: one row for each combination that
        occurs, and one with ``said_by`` missing and n = 0 where an outlet has no mention of a frame.
    """
    content = counted(mentions, articles)
    keys = ["frame", "outlet", "said_by", "hedged", "negated"]
    counts = content.groupby(keys, observed=True).size().to_dict()
    rows = []
    for frame_id, frame in codebook.frames.items():
        for outlet in dict.fromkeys(articles["outlet"]):
            cell = {"frame": frame_id, "name": frame.name.en, "name_ar": frame.name.ar, "outlet": outlet}
            found = [(key, n) for key, n in counts.items() if key[:2] == (frame_id, outlet)]
            found.sort(key=lambda entry: (VOICES.index(entry[0][2]), entry[0][3:]))
            rows += [
                {**cell, "said_by": key[2], "hedged": bool(key[3]), "negated": bool(key[4]), "n": n}
                for key, n in found
            ] or [{**cell, "said_by": None, "hedged": False, "negated": False, "n": 0}]
    return pd.DataFrame(rows)


def course(
    mentions: pd.DataFrame, segments: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Place segments and mentions on the course of their article, from 0 (beginning) to 1 (end).

    Returns
    -------
    DataFrame
        The columns ``COURSE``: kind is "segment" or "mention", what its role or frame, name the frame's,
        start and end are shares of the article's length.
    """
    length = {row.doc_id: max(len(row.text), 1) for row in articles.itertuples()}
    about = articles.set_index("doc_id")[["outlet", "title"]].astype(object)
    segments = segments[segments["doc_id"].isin(length)]
    mentions = mentions[mentions["doc_id"].isin(length)]
    rows = [
        {"doc_id": row.doc_id, "kind": "segment", "what": row.role, "start": row.start, "end": row.end}
        for row in segments.itertuples()
    ]
    rows += [
        {
            "doc_id": row.doc_id,
            "kind": "mention",
            "what": row.frame,
            "name": codebook.frames[row.frame].name.en,
            "said_by": row.said_by,
            "hedged": bool(row.hedged),
            "negated": bool(row.negated),
            "start": row.start,
            "end": row.end,
        }
        for row in counted(mentions, articles).itertuples()
    ]
    table = pd.DataFrame(rows)
    lengths = table["doc_id"].map(length)
    table["start"] = (table["start"] / lengths).round(4)
    table["end"] = (table["end"] / lengths).round(4)
    return table.join(about, on="doc_id").reindex(columns=list(COURSE))
