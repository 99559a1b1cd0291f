"""Tables of outlets -> charts: keyness, shares with their intervals, time, places, collocates.

Figures compute nothing: every number they draw stands in their table. Where nothing is to be drawn, a
sentence says why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Self

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.comparison import Company, Finding, NamingCodebook
from analysis.comparison.findings import Why
from analysis.comparison.keywords import LEVEL, OTHERS
from analysis.corpus import UNKNOWN
from analysis.display import style
from analysis.display.charts import Chart, NoChart
from analysis.display.contrasts import called
from analysis.display.drawing import (
    ROW,
    add_axes,
    add_strips,
    bar,
    cut_to,
    label,
    outlet_label,
    right_label,
    room_for,
    row_height,
    row_label,
    span,
)
from analysis.display.markup import Html, isolated
from analysis.display.reading import outlet_name
from analysis.display.rtl import ltr
from analysis.display.words import outlet_said, plainly, say, say_list

#: So many dates stand below a time line.
MOST_DATES = 5
#: Up to so many points of a time line each has its number of articles below it.
MOST_NUMBERS = 20
#: Of a keyness table so many words of each of two groups are drawn, or of each of several.
MOST_WORDS = 15
MOST_WORDS_EACH = 5
#: The room between the frames of a chart, in rows.
BETWEEN = 1.5
#: Where the scale of a chart of shares may end.
SCALES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
#: How dark a bar is drawn for a headline, a lead, a body.
PLACES = {"headline": 0.95, "lead": 0.6, "body": 0.25}


def _said(why: Why) -> Markup:
    """Say in the page's language why nothing is shown."""
    return say(why.key, **why.numbers)


def together(*shown: Chart | Html) -> Html:
    """Show charts and sentences below each other, and in one paragraph why others are not there."""
    charts = Markup("").join(Markup(one.__html__()) for one in shown if not isinstance(one, NoChart))
    missing = list(dict.fromkeys(one.sentence for one in shown if isinstance(one, NoChart)))
    reasons = Markup('<p class="note">{}</p>').format(Markup(" ").join(missing)) if missing else Markup("")
    return Html(charts + reasons)


# --- keyness --------------------------------------------------------------------------------------


def keyness_bars(found: Finding, name: str, most: int = MOST_WORDS) -> Chart | NoChart:
    """Draw the keyest words of outlets as bars of the log-odds' z.

    Parameters
    ----------
    found : Finding
        As :func:`analysis.comparison.keywords.outlet_keyness` gives it.
    name : str
        What was counted, which names the chart's files: "keyness_types", "keyness_lemmas", "keyness_cues".
    most : int
        How many words of each of two outlets; of each of several, MOST_WORDS_EACH.

    Returns
    -------
    Chart
        Two outlets diverge to both sides; of several, each has its keywords against all the others.
    """
    table = found.table
    if found.why or table.empty:
        return NoChart(_said(found.why) if found.why else say("no_keywords", what=_what(name)))
    outlet, against = table.columns[:2]
    two = table[against].iloc[0] != OTHERS
    drawn = _of_two(table, most) if two else table.groupby(outlet, sort=False).head(MOST_WORDS_EACH)
    figure = _diverging_bars(drawn, outlet, against) if two else _bars_of_each(drawn, outlet)
    told = "; ".join(
        f"{outlet_said(of)}: " + ", ".join(f"{row.word} {row.z:+.1f}" for row in rows.itertuples())
        for of, rows in drawn.groupby("more_in", sort=False)
    )
    terms = plainly("four_terms" if drawn["terms"].iloc[0] == 4 else "two_terms")
    return Chart(
        name, figure, table,
        alt=plainly("chart_keyness_alt", what=_what(name), rows=told),
        caption=plainly("chart_keyness_caption", what=_what(name), terms=terms, level=LEVEL),
    )  # fmt: skip


def _what(name: str) -> str:
    return plainly(f"of_{name.removeprefix('keyness_')}")


def _of_two(table: pd.DataFrame, most: int) -> pd.DataFrame:
    return pd.concat([table[table["z"] > 0].head(most), table[table["z"] < 0].tail(most)])


def _named(group: str) -> str:
    return plainly("all_others") if group == OTHERS else outlet_label(group)


def _diverging_bars(drawn: pd.DataFrame, outlet: str, against: str) -> Figure:
    names = drawn[outlet].iloc[0], drawn[against].iloc[0]
    reach = max(float(drawn["z"].abs().max()), 1.0)
    with style.look():
        figure = Figure(figsize=(style.WIDTH, ROW * (len(drawn) + 2)))
        axes = add_axes(figure, 0.02, 0.01, 0.96, 0.98)
        for x, group, index in ((0.75, names[0], 0), (0.25, names[1], 1)):
            colour = style.FRAME_COLOURS[index].light
            label(axes, x, 0, _named(group), ha="center", color=colour, weight="bold")
        for y, row in enumerate(drawn.itertuples(), start=1):
            _diverging(axes, y, row, reach)
        axes.set_ylim(len(drawn) + 0.8, -0.8)
        span(axes, reach * 1.9, -reach * 1.9)
    return figure


def _diverging(axes: Axes, y: int, row: Any, reach: float) -> None:
    """Draw one word: its bar away from the middle, its name on the other side, filled where it passes."""
    target = row.z > 0
    _bar(axes, y, min(row.z, 0), abs(row.z), style.FRAME_COLOURS[0 if target else 1].light, row.q <= LEVEL)
    cut_to(0.44, label(axes, 0.49 if target else 0.51, y, row.word, ha="right" if target else "left"))
    end = 0.5 + row.z / (reach * 3.8)
    place, ha = (end + 0.01, "left") if target else (end - 0.01, "right")
    label(axes, place, y, _articles_with(row), ha=ha, size=7.5, color=style.SOFT)


def _bars_of_each(drawn: pd.DataFrame, outlet: str) -> Figure:
    """Draw the keywords of each of several outlets, outlets below each other."""
    colour = style.FRAME_COLOURS[0].light
    longest = 1.15 * float(drawn["z"].max())
    with style.look():
        tall = 1.5 if row_height(map(str, drawn[outlet])) > ROW else 1.0
        figure = Figure(
            figsize=(style.WIDTH, ROW * (len(drawn) + (tall + 0.6) * drawn[outlet].nunique() + 0.4))
        )
        room = room_for(figure, map(str, drawn["word"]))
        axes = add_axes(figure, room, 0.01, 0.95 - room, 0.98)
        y = 0.0
        for group, rows in drawn.groupby(outlet, sort=False):
            label(axes, 0, y, _named(group), color=colour, weight="bold")
            y += tall
            for row in rows.itertuples():
                row_label(axes, y, row.word, room)
                _bar(axes, y, 0, row.z, colour, row.q <= LEVEL)
                label(axes, row.z / longest + 0.01, y, _articles_with(row), size=7.5, color=style.SOFT)
                y += 1
            y += 0.6
        axes.set_ylim(y - 0.4, -0.8)
        span(axes, longest)
    return figure


def _bar(axes: Axes, y: float, start: float, length: float, colour: str, filled: bool) -> None:
    bar(axes, start, y, length, colour, filled=filled, height=0.6, linewidth=1)


def _articles_with(row: Any) -> str:
    return ltr(f"{row.target_articles}:{row.reference_articles}")


# --- shares and differences -----------------------------------------------------------------------


class _Row(NamedTuple):
    """The row of an outlet below a frame."""

    frame: str
    group: str
    y: float
    colour: str


class _ByFrame(NamedTuple):
    """What charts by frame and outlet share: each frame's name, and below it a row for each outlet."""

    frames: Mapping[str, str]
    colours: Mapping[str, style.Colour]
    groups: Sequence[str]

    @classmethod
    def of(cls, frames: Mapping[str, str], found: pd.Series, groups: pd.Series) -> Self:
        """Keep the frames that are found, in the codebook's order and its colours."""
        present = set(found)
        kept = {frame: name for frame, name in frames.items() if frame in present}
        return cls(kept, style.frame_colours(frames), list(dict.fromkeys(map(str, groups))))

    def figure(self) -> Figure:
        """Make a figure with room for all rows."""
        of_frame = row_height(self.groups) * (len(self.groups) + BETWEEN)
        return Figure(figsize=(style.WIDTH, of_frame * len(self.frames) + 0.2))

    @property
    def end(self) -> float:
        """Where the last row ends, in rows."""
        return (len(self.groups) + BETWEEN) * len(self.frames)

    def rows(self, head: Callable[..., object], aside: Callable[..., object]) -> Iterator[_Row]:
        """Write frames and outlets by the functions given, and yield the row of each outlet."""
        y = 0.0
        for frame, name in self.frames.items():
            colour = self.colours[frame].light
            head(y, name, color=colour, weight="bold")
            for group in self.groups:
                y += 1
                aside(y, outlet_label(group))
                yield _Row(frame, group, y, colour)
            y += BETWEEN

    def in_reading_order(self) -> tuple[Figure, Axes, Iterator[_Row]]:
        """Make a figure that is read as the page is: outlets before their rows, frames above them."""
        figure = self.figure()
        room = room_for(figure, map(outlet_label, self.groups))
        axes = add_axes(figure, room, 0.01, 0.86 - room, 0.98)

        def head(y: float, name: str, **how: Any) -> None:
            cut_to(0.97 - room, label(axes, 0, y, name, **how))

        return figure, axes, self.rows(head, partial(row_label, axes, room=room))

    def from_right(self) -> tuple[Figure, Axes, Iterator[_Row]]:
        """Make a figure that runs from the right, as the lines of an Arabic text do."""
        figure = self.figure()
        room = room_for(figure, [*self.frames.values(), *map(outlet_label, self.groups)], weight="bold")
        axes = add_strips(figure, room, 0.01, 0.98)
        aside = partial(right_label, axes, room=room, gap=0.03)
        return figure, axes, self.rows(aside, aside)

    def told(self, cells: Iterable[tuple[str, str, str]]) -> str:
        """Tell what stands in each cell, by frame and outlet."""
        return "; ".join(
            f"{self.frames[frame]}, {outlet_said(str(group))}: {what}"
            for frame, group, what in cells
            if frame in self.frames
        )


def shares(found: Finding, frames: Mapping[str, str], by: str = "outlet") -> Chart | NoChart:
    """Draw the share of each outlet's articles that carry each frame, with its interval and n.

    Parameters
    ----------
    found : Finding
        As :func:`analysis.comparison.prevalence.outlet_shares` gives it. Without a single interval there is
        no chart: its sentence says why.
    frames : mapping
        The frames' names, in the codebook's order.
    by : str
        The column that names the groups.
    """
    if found.why:
        return NoChart(_said(found.why))
    table = found.table
    layout = _ByFrame.of(frames, table["frame"], table[by])
    told = layout.told((row.frame, getattr(row, by), f"{row.share:.0%}") for row in table.itertuples())
    return Chart(
        "shares",
        _dots(table, layout, by, "share"),
        table,
        alt=plainly("chart_shares_alt", rows=told),
        caption=plainly("chart_shares_caption"),
    )


def outlet_differences(found: Finding, frames: Mapping[str, str], by: str = "outlet") -> Chart | NoChart:
    """Draw by how much the share of each outlet's articles exceeds that of all other articles.

    Parameters
    ----------
    found : Finding
        As :func:`analysis.comparison.prevalence.outlet_differences` gives it.
    frames, by
        As for :func:`shares`.
    """
    if found.why:
        return NoChart(_said(found.why))
    table = found.table[found.table["p"].notna()]
    layout = _ByFrame.of(frames, table["frame"], table[by])
    told = layout.told(
        (row.frame, getattr(row, by), f"{row.difference:+.0%} ({_q(row.q)})") for row in table.itertuples()
    )
    return Chart(
        "outlet_differences",
        _dots(table, layout, by, "difference"),
        found.table,
        alt=plainly("chart_differences_alt", rows=told),
        caption=plainly("chart_differences_caption"),
    )


def differences_told(found: Finding, frames: Mapping[str, str], by: str = "outlet") -> Html:
    """Say which outlets differ from all the others, the surest first."""
    if found.why:
        return NoChart(_said(found.why))
    tested = found.table[found.table["p"].notna()]
    passing = tested[tested["q"] <= LEVEL].sort_values("q", kind="stable")
    items = [
        say(
            "difference_told",
            frame=isolated(frames[row.frame]),
            outlet=outlet_name(getattr(row, by)),
            share=f"{row.share:.0%}",
            others=f"{row.share_of_others:.0%}",
            q=Markup('<bdi dir="ltr">{}</bdi>').format(_q(row.q)),
        )
        for row in passing.itertuples()
    ]
    head = say("differences_tested", n=len(tested), passing=say("n_pass", n=len(passing)), level=LEVEL)
    told = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Html(Markup("<p>{}</p>").format(head) + (Markup("<ul>{}</ul>").format(told) if items else ""))


def _q(q: float) -> str:
    return f"q = {q:.3f}" if q >= 0.001 else "q < 0.001"


def _reach(table: pd.DataFrame, *columns: str) -> float:
    """Give how far a chart's scale goes: the next round share beyond all that is drawn."""
    most = max((float(table[name].abs().max()) for name in columns if table[name].notna().any()), default=1.0)
    return next((step for step in SCALES if most <= step), 1.0)


def _percent(share: float, sign: str = "") -> str:
    return ltr(f"{100 * share:{sign}.3g}%")


def _dots(table: pd.DataFrame, layout: _ByFrame, by: str, what: str) -> Figure:
    """Draw a dot an outlet and frame, with its interval; shares from 0 on, differences around 0."""
    cells = {(row.frame, str(getattr(row, by))): row for row in table.itertuples()}
    reach = _reach(table, what, "low", "high")
    with style.look():
        figure, axes, rows = layout.in_reading_order()
        for row in rows:
            if (row.frame, row.group) in cells:
                _interval(axes, row.y, cells[row.frame, row.group], what, reach, row.colour)
        for place, ha in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
            end = _percent(place * reach) if what == "share" else _percent((2 * place - 1) * reach, "+")
            label(axes, place, layout.end - 0.7, end, ha=ha, size=7.5, color=style.SOFT)
        axes.set_ylim(layout.end - 0.3, -0.8)
        span(axes, 1.0)
    return figure


def _interval(axes: Axes, y: float, row: Any, what: str, reach: float, colour: str) -> None:
    """Draw one row of a chart of dots; ``reach`` is what its scale ends with."""
    ends = [getattr(row, what) / reach, row.low / reach, row.high / reach]
    value, low, high = ends if what == "share" else [(1 + end) / 2 for end in ends]
    axes.plot((0, 1), (y, y), color=style.LINE, linewidth=0.6, zorder=0)
    if what == "share":
        beside, filled = ltr(f"{row.carrying}/{row.articles}"), True
    else:
        beside, filled = _percent(row.difference, "+"), row.q <= LEVEL
        axes.plot((0.5, 0.5), (y - 0.5, y + 0.5), color=style.LINE, linewidth=0.8, zorder=0)
    if not pd.isna(row.low):
        axes.plot((low, high), (y, y), color=colour, linewidth=2, solid_capstyle="butt")
    face = colour if filled else "white"
    axes.plot([value], [y], "o", color=colour, markerfacecolor=face, markersize=6, clip_on=False)
    label(axes, 1.02, y, beside, size=8, color=style.SOFT)


# --- time and place -------------------------------------------------------------------------------


def over_time(found: Finding, frames: Mapping[str, str]) -> Chart | NoChart:
    """Draw the share of articles that carry each frame over time: points with intervals, n below.

    Parameters
    ----------
    found : Finding
        As :func:`analysis.comparison.prevalence.prevalence_over_time` gives it, for all outlets together.
    frames : mapping
        As for :func:`shares`.
    """
    if found.why:
        return NoChart(_said(found.why))
    table = found.table
    colours = style.frame_colours(frames)
    periods = sorted(dict.fromkeys(table["period"]))
    reach = _reach(table, "share", "high")
    step = -(-len(periods) // MOST_DATES)
    with style.look():
        height = 1.15 * len(frames) + 0.4
        figure = Figure(figsize=(style.WIDTH, height))
        room = room_for(figure, frames.values(), weight="bold")
        for i, (frame, name) in enumerate(frames.items()):
            axes = add_axes(figure, room, 1 - 1.15 * (i + 0.95) / height, 0.92 - room, 0.9 / height)
            colour = colours[frame].light
            rows = table[table["frame"] == frame]
            row_label(axes, 0.5, name, room, color=colour, weight="bold")
            for row in rows.itertuples():
                x = periods.index(row.period)
                numbered = len(periods) <= MOST_NUMBERS or x % step == 0
                _point(axes, x, row, reach, colour, numbered)
            for whole in (0, 1):
                axes.plot(
                    (-0.5, len(periods) - 0.5), (whole, whole), color=style.LINE, linewidth=0.6, zorder=0
                )
                label(axes, 1.01, whole, _percent(whole * reach), size=7, color=style.SOFT)
            axes.set_ylim(-0.35, 1.1)
            span(axes, len(periods) - 0.5, -0.5)
        for x in range(0, len(periods), step):
            share = (x + 0.5) / len(periods)
            label(axes, share, -0.7, ltr(periods[x]), ha="center", size=7.5, color=style.SOFT)
    told = "; ".join(
        f"{frames[row.frame]}, {row.period}: {row.share:.0%} ({row.carrying}/{row.articles})"
        for row in table.itertuples()
    )
    return Chart(
        "over_time",
        figure,
        table,
        alt=plainly("chart_time_alt", rows=told),
        caption=plainly("chart_time_caption"),
    )


def _point(axes: Axes, x: int, row: Any, reach: float, colour: str, numbered: bool) -> None:
    if not pd.isna(row.low):
        axes.plot((x, x), (row.low / reach, row.high / reach), color=colour, linewidth=1.5)
    axes.plot([x], [row.share / reach], "o", color=colour, markersize=5, clip_on=False)
    if numbered:
        axes.text(x, -0.3, str(row.articles), ha="center", size=7, color=style.SOFT)


def dispersion_strips(table: pd.DataFrame, frames: Mapping[str, str], by: str = "outlet") -> Chart | NoChart:
    """Draw where in its article each mention stands, all articles of an outlet on one strip.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.comparison.prevalence.strips` gives it; position 0 is an article's beginning.
        Where no outlet has two articles with mentions there is no chart. Articles of unknown outlets are
        no outlet, and have no strip.
    frames, by
        As for :func:`shares`.
    """
    table = table[table[by] != UNKNOWN]
    if table.empty or table.groupby(by)["doc_id"].nunique().max() < 2:
        return NoChart(say("no_strips"))
    layout = _ByFrame.of(frames, table["frame"], table[by])
    cells = dict(list(table.groupby(["frame", by], sort=False)["position"]))
    with style.look():
        figure, axes, rows = layout.from_right()
        for frame, group, y, colour in rows:
            axes.plot((0, 1), (y, y), color=style.LINE, linewidth=0.6, zorder=0)
            places = cells[frame, group].to_numpy(float) if (frame, group) in cells else []
            axes.vlines(places, y - 0.3, y + 0.3, color=colour, linewidth=1.4, alpha=0.8)
        axes.set(xlim=(1, 0), ylim=(layout.end - 0.6, -0.8))
    told = layout.told((frame, group, str(len(places))) for (frame, group), places in cells.items())
    return Chart(
        "dispersion_strips",
        figure,
        table,
        alt=plainly("chart_strips_alt", rows=told),
        caption=plainly("chart_strips_caption"),
        from_right=True,
    )


def salience(table: pd.DataFrame, frames: Mapping[str, str], by: str = "outlet") -> Chart | NoChart:
    """Draw how many mentions of each frame stand in headlines, in leads, and in the bodies of articles.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.comparison.prevalence.salience` gives it. Of one article an outlet a sentence
        says it. Articles of unknown outlets are no outlet, and have no bar.
    frames, by
        As for :func:`shares`.
    """
    told_in_words = table
    table = table[table[by] != UNKNOWN]
    if table.empty or table["of_articles"].max() == 1 or not table["mentions"].sum():
        return NoChart(_salience_told(told_in_words))
    layout = _ByFrame.of(frames, table["frame"][table["mentions"] > 0], table[by])
    counts = table.set_index(["frame", by, "place"])["mentions"]
    most = max(int(table.groupby(["frame", by])["mentions"].sum().max()), 1)
    with style.look():
        figure, axes, rows = layout.in_reading_order()
        for frame, group, y, colour in rows:
            here = [int(counts[frame, group, place]) for place in PLACES]
            _stack(axes, y, here, colour)
            each = ltr(" · ".join(map(str, here)))
            label(axes, sum(here) / most + 0.01, y, each, size=8, color=style.SOFT)
        axes.set_ylim(layout.end - 0.6, -0.8)
        span(axes, most)
    told = layout.told(
        (frame, group, ", ".join(f"{plainly(row.place)} {row.mentions}" for row in rows.itertuples()))
        for (frame, group), rows in table.groupby(["frame", by], sort=False)
    )
    return Chart(
        "salience",
        figure,
        table,
        alt=plainly("chart_salience_alt", rows=told),
        caption=plainly("chart_salience_caption"),
    )


def _salience_told(table: pd.DataFrame) -> Markup:
    n_of = table.groupby("place")["mentions"].sum()
    n = int(n_of.sum())
    here = [place for place in PLACES if n_of.get(place, 0)]
    places = [say("n_in_place", n=int(n_of[place]), place=say(f"in_{place}")) for place in here]
    if not places:
        return say("no_rows")
    return say("salience_told", n=n, place=say(f"in_{here[0]}"), places=say_list(places))


def _stack(axes: Axes, y: float, lengths: Sequence[int], colour: str) -> None:
    start = 0
    for length, alpha in zip(lengths, PLACES.values(), strict=True):
        axes.add_patch(Rectangle((start, y - 0.3), length, 0.6, facecolor=colour, alpha=alpha, linewidth=0))
        start += length


# --- collocates -----------------------------------------------------------------------------------


def collocates(
    found: Company, names: NamingCodebook, node: str | None, most: int = MOST_WORDS
) -> Chart | NoChart:
    """Draw the words that keep company with an entity, by log Dice.

    Parameters
    ----------
    found : Company
        As :func:`analysis.comparison.collocation.company` gives it.
    names : NamingCodebook
        The codebook that names the entity.
    node : str or None
        The entity's key; None where none is named.
    most : int
        How many words.
    """
    listed = found.collocates
    if node is None or listed.why:
        return NoChart(_said(listed.why) if listed.why else say("no_node"))
    drawn, name = listed.table.head(most), called(names, node)
    longest = 1.1 * max(float(drawn["log_dice"].max()), 1.0)
    with style.look():
        figure = Figure(figsize=(style.WIDTH, ROW * (len(drawn) + 0.6)))
        room = room_for(figure, map(str, drawn["word"]))
        axes = add_axes(figure, room, 0.01, 0.9 - room, 0.98)
        for y, row in enumerate(drawn.itertuples()):
            row_label(axes, y, row.word, room)
            _bar(axes, y, 0, max(row.log_dice, 0.0), style.FRAME_COLOURS[1].light, True)
            place = max(row.log_dice, 0.0) / longest + 0.01
            label(axes, place, y, ltr(f"{row.log_dice:.1f} ({row.together})"), size=8, color=style.SOFT)
        axes.set_ylim(len(drawn) - 0.3, -0.8)
        span(axes, longest)
    told = ", ".join(f"{row.word} {row.log_dice:.1f} ({row.together})" for row in drawn.itertuples())
    return Chart(
        "collocates",
        figure,
        listed.table,
        alt=plainly("chart_collocates_alt", node=name, rows=told),
        caption=plainly("chart_collocates_caption", node=name),
    )
