"""A finding in the words of the articles: its most prominent mention, large, in its context."""

import pandas as pd
from markupsafe import Markup

from analysis.display.reading import anchor, line, signs
from analysis.framing.kwic import kwic
from analysis.tables import by_doc_id

#: The places of an article, the most prominent first.
PROMINENCE = ("headline", "kicker", "subheading", "deck", "lead", "pull quote", "body", "caption", "dateline")
#: So many characters stand on each side of a mention.
AROUND = 34


def exemplar(found: pd.DataFrame, articles: pd.DataFrame) -> Markup:
    """Show the most prominent of some mentions in its sentence, with the line and the signs of its voice.

    Parameters
    ----------
    found : DataFrame
        Mentions of one frame, as :func:`analysis.framing.tabulation.counted` gives them.
    articles : DataFrame
        The table of the design.

    Returns
    -------
    Markup
        Empty where nothing was found.
    """
    if found.empty:
        return Markup("")
    first = found.iloc[[found["role"].map(PROMINENCE.index).to_numpy().argmin()]]
    texts = by_doc_id(articles, "text")
    row = next(kwic(first, texts, AROUND).itertuples())
    text = texts[row.doc_id]
    before, after = text[: row.start].rpartition("\n")[2], text[row.end :].partition("\n")[0]
    return Markup(
        '<p class="exemplar" dir="rtl" lang="ar"><a class="words" href="#{}">'
        '{}{} {}<b class="{}">{}</b>{}{}{}</a></p>'
    ).format(
        anchor(row.doc_id, row.frame, row.start),
        "… " if len(before.strip()) > len(row.left) else "",
        row.left,
        Markup("<i>{}</i>").format(signs(row)) if signs(row) else "",
        line(row),
        row.keyword,
        " " if after[:1].isspace() else "",
        row.right,
        " …" if len(after.strip()) > len(row.right) else "",
    )
