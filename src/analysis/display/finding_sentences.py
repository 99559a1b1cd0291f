"""Mentions -> findings: sentences with their evidence one click away, every number computed."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.comparison.resampling import MINIMUM_ARTICLES
from analysis.corpus import UNKNOWN
from analysis.display import style
from analysis.display.exemplar import exemplar
from analysis.display.markup import Html, direction, isolated
from analysis.display.reading import anchor, colour_numbers, frame_name, outlet_name
from analysis.display.words import language, plainly, say, spoken
from analysis.framing.codebook import Codebook, Frame
from analysis.framing.tabulation import VOICES, counted

#: More outlets than these that lack a frame stand together in one row.
MOST_LACKING = 3


def title(articles: pd.DataFrame, codebook: Codebook) -> Html:
    """Head the report with the codebook's title and what was coded."""
    outlets = say("lede_outlets", n=articles["outlet"].nunique())
    frames = say("lede_frames", n=len(codebook.frames))
    lede = say("lede", n=len(articles), outlets=outlets, frames=frames)
    heading = spoken(codebook.title)
    return Html(
        Markup('<h1 dir="{}">{}</h1><p class="lede">{}</p>').format(direction(heading), heading, lede)
    )


def facts(articles: pd.DataFrame, n_words: int, codebook: Codebook, engine: str) -> Html:
    """Say in a line what the report rests on."""
    outlets = list(dict.fromkeys(articles["outlet"]))
    state = say("validated" if codebook.validated else "not_validated")
    name = isolated(f"{codebook.codebook} {codebook.version}")
    told = (
        say("facts_articles", n=len(articles)),
        say("facts_outlets", n=len(outlets), outlets=_listed(outlets)),
        say("facts_words", n=n_words),
        say("facts_codebook", codebook=Markup("<b>{}</b>").format(name), state=state),
        say("facts_engine", engine=engine),
    )
    items = Markup("").join(Markup("<li>{}</li>").format(fact) for fact in told)
    return Html(Markup('<ul class="facts">{}</ul>').format(items))


def findings(mentions: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook) -> Html:
    """Say for each frame where it is found, who says it and how surely, outlet by outlet."""
    content, numbers = counted(mentions, articles), colour_numbers(codebook)
    sections = Markup("").join(
        _finding(numbers[frame_id], frame, content[content["frame"] == frame_id], articles)
        for frame_id, frame in codebook.frames.items()
    )
    return Html(Markup('<div class="findings">{}</div>{}').format(sections, limits(articles, codebook).body))


def limits(articles: pd.DataFrame, codebook: Codebook) -> Html:
    """Say what may not be concluded: too few articles an outlet, a codebook that nobody validated."""
    sizes = articles.groupby("outlet").size()
    least = int(sizes.min())
    told = []
    if sizes.max() == 1:
        told.append(say("description_only_one"))
    elif least < MINIMUM_ARTICLES:
        told.append(say("description_only", articles=say("facts_articles", n=len(articles)), least=least))
    if not codebook.validated:
        told.append(say("dictionary_unvalidated"))
    return Html(Markup("").join(Markup('<p class="note">{}</p>').format(sentence) for sentence in told))


def _finding(number: int, frame: Frame, found: pd.DataFrame, articles: pd.DataFrame) -> Markup:
    return Markup('<section class="finding f{}">{}<p>{}</p>{}{}</section>').format(
        number, exemplar(found, articles), _sentence(frame, found), _by_outlet(found, articles), _link(found)
    )


def _sentence(frame: Frame, found: pd.DataFrame) -> Markup:
    name = Markup("<b>{}</b>").format(frame_name(frame))
    cue = Markup("") if language() == "ar" else Markup(" {}").format(isolated(frame.name.ar))
    if found.empty:
        return say("finding_none", frame=name, cue=cue)
    n = len(found)
    own = int((found["voice"] == "outlet").sum())
    outlets = _listed(dict.fromkeys(found["outlet"]), unknown="unknown_outlet")
    told = [say("finding_count", n=n, frame=name, cue=cue, outlets=outlets)]
    if own == 0:
        told.append(say("finding_only_sources", n=n))
    elif own == n:
        told.append(say("finding_only_outlets", n=n))
    else:
        told.append(say("finding_both", n=own))
    for mark in ("hedged", "negated"):
        count = int(found[mark].sum())
        if count == n == 1 and mark == "hedged":
            told.append(say("finding_hedged_only"))
        elif count:
            told.append(say(f"finding_{mark}", n=count))
    return Markup(" ").join(told)


def _listed(outlets: Iterable[str], unknown: str = "unknown") -> Markup:
    return say("list_separator").join(
        say(unknown) if outlet == UNKNOWN else outlet_name(outlet) for outlet in outlets
    )


def _by_outlet(found: pd.DataFrame, articles: pd.DataFrame) -> Markup:
    """Show the smallest picture of a finding: an outlet a row, a dot a mention, and who says it."""
    outlets = list(dict.fromkeys(articles["outlet"]))
    lacking = [outlet for outlet in outlets if outlet not in set(found["outlet"])]
    together = len(lacking) > MOST_LACKING
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(
            _listed([outlet]), _told(found[found["outlet"] == outlet])
        )
        for outlet in outlets
        if not (together and outlet in lacking)
    )
    if together:
        rows += Markup('<tr class="soft"><th scope="row">{}</th><td>{}</td></tr>').format(
            say("not_found"), _listed(lacking)
        )
    return Markup('<table class="voices"><tbody>{}</tbody></table>').format(rows)


def _told(found: pd.DataFrame) -> Markup:
    if found.empty:
        return Markup('<span class="soft">{}</span>').format(say("not_found"))
    items: dict[Markup, int] = {}
    order = found["said_by"].map(VOICES.index)
    for row in found.iloc[order.argsort(kind="stable")].itertuples():
        item = Markup('<i class="dot {}"></i><span>{}').format(style.VOICE_LINES[row.said_by], _who(row))
        items[item] = items.get(item, 0) + 1
    return Markup("").join(
        Markup("<span class='said'>{}{}</span></span>").format(
            item, Markup(" ×{}").format(n) if n > 1 else ""
        )
        for item, n in items.items()
    )


def _who(row: Any) -> Markup:
    """Name the speaker of a mention, with the word that hedges or negates it."""
    if row.voice == "outlet":
        who = say("own_voice_in", outlet=say("outlet_short"), role=say(row.role))
    elif row.speaker_type in ("named", "institution"):
        who = isolated(row.speaker)
    else:
        kind = say(f"{row.speaker_type}_short")
        named = isinstance(row.speaker, str)
        who = say("with_type", speaker=row.speaker, type=kind) if named else kind
    if row.hedged:
        who = say("with_hedge", speaker=who, hedge=row.hedge)
    if row.negated:
        who = say("with_negation", speaker=who, negation=row.negation)
    return who


def _link(found: pd.DataFrame) -> Markup:
    if found.empty:
        return Markup("")
    first = found.iloc[0]
    return Markup('<a class="see" href="#{}" data-else="{}">{}</a>').format(
        anchor(first["doc_id"], first["frame"], first["start"]),
        plainly("see_in_table", n=len(found)),
        say("see_in_text", n=len(found)),
    )
