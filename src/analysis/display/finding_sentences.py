"""Mentions -> findings: sentences with their evidence one click away, every number computed."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.comparison.grouping import of_known_outlets, side
from analysis.comparison.resampling import MINIMUM_ARTICLES
from analysis.corpus import UNKNOWN
from analysis.display import style
from analysis.display.exemplar import exemplar
from analysis.display.markup import Html, direction, isolated
from analysis.display.reading import anchor, colour_numbers, frame_name, outlet_name, voice
from analysis.display.words import language, plainly, say, say_list, spoken
from analysis.framing.codebook import Codebook, Frame
from analysis.framing.tabulation import VOICES, counted

#: More outlets than these that lack a frame stand together in one row.
MOST_LACKING = 3


def title(articles: pd.DataFrame, codebook: Codebook) -> Html:
    """Head the report with the codebook's title and what was coded."""
    lede = say(
        "lede",
        articles=say("facts_articles", n=len(articles)),
        outlets=_outlets(articles),
        frames=say("by_frames", n=len(codebook.frames)),
    )
    heading = spoken(codebook.title)
    return Html(
        Markup('<h1 dir="{}">{}</h1><p class="lede">{}</p>').format(direction(heading), heading, lede)
    )


def _outlets(articles: pd.DataFrame) -> Markup:
    """Count the outlets of articles; unknown ones are not counted, as nobody knows how many they are."""
    known = of_known_outlets(articles)
    told = [say("of_outlets", n=known["outlet"].nunique())] if len(known) else []
    if len(known) < len(articles):
        told.append(say("of_unknown", n=len(articles) - len(known)))
    return say_list(told)


def facts(articles: pd.DataFrame, n_words: int, codebook: Codebook, engine: str) -> Html:
    """Say in a line what the report rests on."""
    known = of_known_outlets(articles)
    outlets, n_unknown = list(dict.fromkeys(known["outlet"])), len(articles) - len(known)
    state = say("validated" if codebook.validated else "not_validated")
    name = isolated(f"{codebook.codebook} {codebook.version}")
    told = (
        say("facts_articles", n=len(articles)),
        say("facts_outlets", n=len(outlets), outlets=say_list(map(outlet_name, outlets))) if outlets else "",
        say("facts_unknown", n=n_unknown) if n_unknown else "",
        say("facts_words", n=n_words),
        say("facts_codebook", codebook=Markup("<b>{}</b>").format(name), state=state),
        say("facts_engine", engine=engine),
    )
    items = Markup("").join(Markup("<li>{}</li>").format(fact) for fact in told if fact)
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
    told = _too_few(articles)
    if not codebook.validated:
        told.append(say("dictionary_unvalidated"))
    return Html(Markup("").join(Markup('<p class="note">{}</p>').format(sentence) for sentence in told))


def _too_few(articles: pd.DataFrame) -> list[Markup]:
    """Say of which outlets there are too few articles to infer anything about them."""
    sizes = of_known_outlets(articles).groupby("outlet", sort=False).size()
    n_unknown = len(articles) - int(sizes.sum())
    if sizes.max() >= MINIMUM_ARTICLES:
        few = [outlet_name(name) for name in sizes.index[sizes < MINIMUM_ARTICLES]]
        few += [say("of_unknown", n=n_unknown)] if n_unknown else []
        return [say("description_some", outlets=say_list(few), minimum=MINIMUM_ARTICLES)] if few else []
    sides = pd.Series(list(map(side, articles["outlet"], articles["doc_id"]))).value_counts()
    if sides.max() == 1:
        return [say("description_only_one")]
    n_articles = say("facts_articles", n=len(articles))
    return [say("description_only", articles=n_articles, least=int(sides.min()))]


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
    outlets = _in_outlets(found)
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


def _in_outlets(found: pd.DataFrame) -> Markup:
    """List the outlets in which a frame is found; unknown ones are told apart by their articles only."""
    n_unknown = found["doc_id"][found["outlet"] == UNKNOWN].nunique()
    return say_list(
        say("of_unknown", n=n_unknown) if outlet == UNKNOWN else outlet_name(outlet)
        for outlet in dict.fromkeys(found["outlet"])
    )


def _by_outlet(found: pd.DataFrame, articles: pd.DataFrame) -> Markup:
    """Show the smallest picture of a finding: an outlet a row, a dot a mention, and who says it."""
    outlets = list(dict.fromkeys(articles["outlet"]))
    lacking = [outlet for outlet in outlets if outlet not in set(found["outlet"])]
    together = len(lacking) > MOST_LACKING
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(
            outlet_name(outlet), _told(found[found["outlet"] == outlet])
        )
        for outlet in outlets
        if not (together and outlet in lacking)
    )
    if together:
        rows += Markup('<tr class="soft"><th scope="row">{}</th><td>{}</td></tr>').format(
            say("not_found"), say_list([outlet_name(outlet) for outlet in lacking])
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
        who = voice(row)
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
