"""Mentions -> a concordance: each mention with the words around it (key word in context)."""

from collections.abc import Mapping

import pandas as pd


def kwic(mentions: pd.DataFrame, texts: Mapping[str, str], width: int = 40) -> pd.DataFrame:
    """Show mentions in their context.

    Parameters
    ----------
    mentions : DataFrame
        Any table with doc_id, start and end.
    texts : mapping from doc_id
        The raw texts.
    width : int
        How many characters of context on each side, cut at word boundaries and line ends.

    Returns
    -------
    DataFrame
        The same rows with ``left`` (the words before, in reading order), ``keyword`` and ``right``.

    Raises
    ------
    ValueError
        If the width is negative.
    """
    if width < 0:
        raise ValueError(f"width is {width}; it counts characters and cannot be negative")
    places = [(texts[row.doc_id], row.start, row.end) for row in mentions.itertuples()]
    return mentions.assign(
        left=[_before(text, start, width) for text, start, _ in places],
        keyword=[text[start:end] for text, start, end in places],
        right=[_after(text, end, width) for text, _, end in places],
    )


# Both cut one character further out than the width: a space there ends a word that fits exactly.


def _before(text: str, start: int, width: int) -> str:
    line = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return line if len(line) <= width else line[len(line) - width - 1 :].partition(" ")[2].lstrip()


def _after(text: str, end: int, width: int) -> str:
    line = text[end:].partition("\n")[0].strip()
    return line if len(line) <= width else line[: width + 1].rpartition(" ")[0].rstrip()
