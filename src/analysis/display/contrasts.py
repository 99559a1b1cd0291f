"""Tables of comparisons -> charts: names, agency, aligned sentences, keyness, shares, time.

Figures compute nothing: every number they draw stands in their table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from analysis.comparison import Dossier, Finding, NamingCodebook, naming_matrix
from analysis.display import style
from analysis.display.charts import Chart, Charts, NoChart, no_chart
from analysis.display.cutting import shortened
from analysis.display.drawing import (
    ROW,
    add_axes,
    cut_to,
    label,
    outlet_label,
    room_for,
    row_height,
    span,
    turned,
)
from analysis.display.rtl import ltr
from analysis.display.words import plainly, spoken

SHARED, DIFFERING = style.FRAME_COLOURS[3].light, style.FRAME_COLOURS[0].light
#: Up to so many outlets their names stand level above a matrix, more stand upright.
MOST_LEVEL_HEADINGS = 5
UPRIGHT = 8.0
LONGEST_UPRIGHT = 32
#: So many dates stand below a time line.
MOST_DATES = 6
AGENCIES = ("active", "passive", "nominal", "dying")
#: Of a keyness table so many words of each group are drawn.
MOST_WORDS = 15


def naming(namings: pd.DataFrame, names: NamingCodebook) -> Charts | NoChart:
    """Draw for every entity and event of a codebook of names how each outlet words it.

    Parameters
    ----------
    namings : DataFrame
        As :func:`analysis.comparison.naming.find_namings` gives them.
    names : NamingCodebook
        The codebook; what it names and no article does is left out.
    """
    found = set(namings["entity"])
    charts = [
        matrix(naming_matrix(namings, key), f"naming_{key}", spoken(named.name))
        for key, named in {**names.entities, **names.events}.items()
        if key in found
    ]
    return Charts(charts) if charts else no_chart(plainly("no_rows"))


def matrix(table: pd.DataFrame, name: str, heading: str) -> Chart:
    """Draw counts as tinted cells: wordings by outlet, the number in each cell.

    Parameters
    ----------
    table : DataFrame
        Counts, one row a wording (its index), one column an outlet.
    name : str
        What the files of the chart are called.
    heading : str
        Whose names these are.
    """
    most = max(int(table.to_numpy().max()), 1)
    with style.look():
        columns = len(table.columns)
        upright = columns > MOST_LEVEL_HEADINGS
        outlets = [_upright(outlet) if upright else outlet_label(outlet) for outlet in table.columns]
        above = (
            0.075 * max(len(line) for name in outlets for line in name.split("\n")) / ROW if upright else 0.0
        )
        height = ROW * (len(table) + 2.2 + above)
        figure = Figure(figsize=(style.WIDTH, height))
        room = max(room_for(figure, map(str, table.index)), room_for(figure, [heading], weight="bold"))
        axes = add_axes(figure, room, 0.01, 0.98 - room, 0.98)
        label(axes, -0.02, 0, heading, ha="right", weight="bold")
        for column, outlet in enumerate(outlets):
            place, how = (
                (column + 0.5) / columns,
                {"rotation": 90, "va": "bottom", "size": UPRIGHT} if upright else {},
            )
            label(axes, place, 0.4 if upright else 0, outlet, ha="center", **how)
        for y, (wording, counts) in enumerate(table.iterrows(), start=1):
            cut_to(room - 0.03, label(axes, -0.02, y, str(wording), ha="right"))
            for column, n in enumerate(counts):
                _cell(axes, column, y, int(n), most)
                label(axes, (column + 0.5) / columns, y, str(n) if n else "·", ha="center", size=9)
        axes.set_ylim(len(table) + 0.8, -0.8 - above)
        span(axes, columns)
    told = "; ".join(
        f"{wording}: " + ", ".join(f"{outlet_label(outlet)} {n}" for outlet, n in counts.items())
        for wording, counts in table.iterrows()
    )
    return Chart(
        name,
        figure,
        table.rename_axis("wording").reset_index(),
        alt=plainly("chart_matrix_alt", what=heading, rows=told),
        caption=plainly("chart_matrix_caption"),
    )


def _upright(outlet: str) -> str:
    """Name an outlet on one line; what is cut of a long name, visibly, the chart's table and words tell."""
    return shortened(outlet_label(outlet).replace("\n", " "), LONGEST_UPRIGHT - 2)


def _cell(axes: Axes, column: int, y: int, n: int, most: int) -> None:
    axes.add_patch(
        Rectangle(
            (column + 0.03, y - 0.44), 0.94, 0.88,
            facecolor=style.FRAME_COLOURS[1].light, alpha=0.06 + 0.5 * n / most if n else 0.0, linewidth=0,
        )
    )  # fmt: skip


def agency(table: pd.DataFrame) -> Chart | NoChart:
    """Draw how killings are told, and whether somebody is said to have killed.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.comparison.naming.agency_matrix` gives it: with_agent and without_agent by
        outlet and agency.

    Returns
    -------
    Chart
        A bar an outlet and wording, filled where the agent is named, open where nobody acts.
    """
    if table.empty:
        return no_chart(plainly("no_rows"))
    colour = style.FRAME_COLOURS[0].light
    most = max(int(table.sum(axis=1).max()), 1)
    with style.look():
        height = ROW * (len(table) + table.index.get_level_values(0).nunique() + 1.2)
        figure = Figure(figsize=(style.WIDTH, height))
        room = room_for(figure, [plainly(f"agency_{kind}") for kind in AGENCIES])
        axes = add_axes(figure, room, 0.01, 0.92 - room, 0.98)
        y, last = 0.0, None
        for (outlet, kind), counts in table.iterrows():
            if outlet != last:
                y, last = y + 0.3, outlet
                label(axes, 0, y, outlet_label(outlet), weight="bold")
                y += 1
            label(axes, -0.02, y, plainly(f"agency_{kind}"), ha="right", color=style.SOFT)
            named, unnamed = int(counts["with_agent"]), int(counts["without_agent"])
            _bars(axes, y, named, unnamed, colour)
            total = named + unnamed
            label(axes, total / most + 0.02, y, str(total))
            y += 1
        axes.set_ylim(y, -0.6)
        span(axes, most)
    told = "; ".join(
        f"{outlet_label(outlet)}, {plainly(f'agency_{kind}')}: "
        + ", ".join(f"{counts[name]} {plainly(name)}" for name in ("with_agent", "without_agent"))
        for (outlet, kind), counts in table.iterrows()
    )
    return Chart(
        "agency", figure, table.reset_index(),
        alt=plainly("chart_agency_alt", rows=told), caption=plainly("chart_agency_caption"),
    )  # fmt: skip


def _bars(axes: Axes, y: float, filled: int, opened: int, colour: str) -> None:
    axes.add_patch(Rectangle((0, y - 0.28), filled, 0.56, facecolor=colour, edgecolor=colour, linewidth=1.1))
    axes.add_patch(
        Rectangle((filled, y - 0.28), opened, 0.56, facecolor="none", edgecolor=colour, linewidth=1.1)
    )


def alignment(dossier: Dossier) -> Chart | NoChart:
    """Draw which sentences of articles say the same, from right to left.

    Parameters
    ----------
    dossier : Dossier
        As :func:`analysis.comparison.alignment.align` gives it.

    Returns
    -------
    Chart
        A strip an article, a box a sentence, a ribbon a pair.
    """
    sentences, pairs = dossier.sentences, dossier.pairs
    if pairs.empty:
        several = sentences["outlet"].nunique() > 1
        return no_chart(plainly("no_pairs" if several else "nothing_to_align"))
    articles = list(dict.fromkeys(sentences["doc_id"]))
    row_of = {doc_id: 2.4 * i for i, doc_id in enumerate(articles)}
    places = _places(sentences)
    with style.look():
        height = 0.62 * len(articles) * 1.25 + 0.3
        figure = Figure(figsize=(style.WIDTH, height))
        room = room_for(figure, map(outlet_label, sentences["outlet"].unique()))
        axes = figure.add_axes((0.02, 0.06, 0.96 - room, 0.9))
        axes.axis("off")
        for pair in pairs.itertuples():
            colour = SHARED if pair.status == "shared" else DIFFERING
            here, there = (
                places[pair.doc_id, pair.sentence_id],
                places[pair.other_doc_id, pair.other_sentence_id],
            )
            _ribbon(axes, here, row_of[pair.doc_id], there, row_of[pair.other_doc_id], colour)
        for sentence in sentences.itertuples():
            start, width = places[sentence.doc_id, sentence.sentence_id]
            paired = sentence.status in ("shared", "differing")
            axes.add_patch(
                Rectangle(
                    (start, row_of[sentence.doc_id] - 0.2), width * 0.94, 0.4, linewidth=0,
                    facecolor=style.SOFT, alpha=0.75 if paired else 0.25,
                )
            )  # fmt: skip
        for doc_id, of_article in sentences.groupby("doc_id", sort=False):
            outlet = outlet_label(of_article["outlet"].iloc[0])
            x, ha = (-0.02, "right") if turned() else (1.02, "left")
            label(axes, x, row_of[doc_id], outlet, ha=ha)
        axes.set(xlim=(1, 0), ylim=(2.4 * (len(articles) - 1) + 0.5, -0.5))
    counts = pairs["status"].value_counts()
    return Chart(
        "alignment",
        figure,
        pairs,
        alt=plainly(
            "chart_ribbons_alt",
            shared=int(counts.get("shared", 0)),
            differing=int(counts.get("differing", 0)),
            alone=int((~sentences["status"].isin(["shared", "differing"])).sum()),
        ),
        caption=plainly("chart_ribbons_caption"),
        from_right=True,
    )


def _places(sentences: pd.DataFrame) -> dict[tuple[str, int], tuple[float, float]]:
    """Give each sentence its place on its article's strip: start and width, shares of the whole."""
    size = sentences.groupby("doc_id")["doc_id"].transform("size").to_numpy()
    number = sentences.groupby("doc_id").cumcount().to_numpy()
    keys = zip(sentences["doc_id"], sentences["sentence_id"], strict=True)
    return {key: (n / of, 1 / of) for key, n, of in zip(keys, number, size, strict=True)}


def _ribbon(
    axes: Axes, here: tuple[float, float], y: float, there: tuple[float, float], to: float, colour: str
) -> None:
    """Join two boxes by a band that leaves and arrives upright."""
    down = 0.2 if to > y else -0.2
    top, bottom, middle = y + down, to - down, (y + to) / 2
    (a, wa), (b, wb) = here, there
    corners = [
        (a, top), (a, middle), (b, middle), (b, bottom), (b + wb * 0.94, bottom),
        (b + wb * 0.94, middle), (a + wa * 0.94, middle), (a + wa * 0.94, top), (a, top),
    ]  # fmt: skip
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, curve), facecolor=colour, alpha=0.35, linewidth=0))


def keyness_bars(table: pd.DataFrame, names: tuple[str, str], most: int = MOST_WORDS) -> Chart:
    """Draw the keyest words of two groups as diverging bars of the log-odds' z.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.comparison.keyness.keyness` gives it, the keyest of the target first.
    names : tuple of two str
        What the groups are called.
    most : int
        How many words of each group.
    """
    head, tail = table[table["z"] > 0].head(most), table[table["z"] < 0].tail(most)
    drawn = pd.concat([head, tail])
    reach = max(float(drawn["z"].abs().max()), 1.0) if len(drawn) else 1.0
    with style.look():
        figure = Figure(figsize=(style.WIDTH, ROW * (len(drawn) + 2)))
        axes = add_axes(figure, 0.02, 0.01, 0.96, 0.98)
        for x, group, index in ((0.75, names[0], 0), (0.25, names[1], 1)):
            label(
                axes,
                x,
                0,
                outlet_label(group),
                ha="center",
                color=style.FRAME_COLOURS[index].light,
                weight="bold",
            )
        for y, row in enumerate(drawn.itertuples(), start=1):
            _diverging(axes, y, row, reach)
        axes.set_ylim(len(drawn) + 0.8, -0.8)
        axes.set_xlim((reach * 1.9, -reach * 1.9) if turned() else (-reach * 1.9, reach * 1.9))
    told = ", ".join(f"{row.word} {row.z:+.1f}" for row in drawn.itertuples())
    return Chart(
        "keyness", figure, drawn.reset_index(drop=True),
        alt=plainly("chart_keyness_alt", target=names[0], reference=names[1], rows=told),
        caption=plainly("chart_keyness_caption"),
    )  # fmt: skip


def _diverging(axes: Axes, y: int, row: Any, reach: float) -> None:
    """Draw one word: its bar away from the middle, its name on the other side, a star where q < 0.05."""
    target = row.z > 0
    colour = style.FRAME_COLOURS[0 if target else 1].light
    sure = row.q < 0.05
    axes.add_patch(
        Rectangle(
            (min(row.z, 0), y - 0.3), abs(row.z), 0.6,
            facecolor=colour if sure else "none", edgecolor=colour, linewidth=1.0,
        )
    )  # fmt: skip
    label(axes, 0.49 if target else 0.51, y, row.word, ha="right" if target else "left")
    counts = ltr(f"{row.target_articles}:{row.reference_articles}")
    end = 0.5 + row.z / (reach * 3.8)
    label(
        axes,
        end + (0.01 if target else -0.01),
        y,
        counts,
        ha="left" if target else "right",
        size=7.5,
        color=style.SOFT,
    )


def shares(found: Finding, frames: Mapping[str, str], by: str = "outlet") -> Chart | NoChart:
    """Draw the share of each outlet's articles that carry each frame, with its interval and n.

    Parameters
    ----------
    found : Finding
        As :func:`analysis.comparison.prevalence.prevalence` gives it. Without a single interval there is
        no chart: its sentence says why.
    frames : mapping
        The frames' names, in the codebook's order.
    by : str
        The column that names the groups.
    """
    table = found.table
    if table["low"].isna().all():
        return no_chart(found.sentence)
    colours = style.frame_colours(frames)
    groups = list(dict.fromkeys(table[by]))
    with style.look():
        height = row_height(map(str, groups)) * (len(groups) + 1.6) * len(frames) + 0.2
        figure = Figure(figsize=(style.WIDTH, height))
        room = room_for(figure, map(outlet_label, map(str, groups)))
        axes = add_axes(figure, room, 0.01, 0.9 - room, 0.98)
        y = 0.0
        for frame, name in frames.items():
            label(axes, 0, y, name, color=colours[frame].light, weight="bold")
            for row in _by_share(table[table["frame"] == frame]):
                y += 1
                label(axes, -0.02, y, outlet_label(str(getattr(row, by))), ha="right")
                _interval(axes, y, row, colours[frame].light)
                label(axes, 1.02, y, ltr(f"{row.carrying}/{row.articles}"), size=8, color=style.SOFT)
            y += 1.6
        axes.set_ylim(y - 0.6, -0.8)
        span(axes, 1.0)
    told = "; ".join(
        f"{frames[row.frame]}, {outlet_label(str(getattr(row, by)))}: {row.share:.0%}"
        for row in table.itertuples()
    )
    return Chart(
        "shares",
        figure,
        table,
        alt=plainly("chart_shares_alt", rows=told),
        caption=plainly("chart_shares_caption"),
    )


def _by_share(rows: pd.DataFrame) -> Sequence[Any]:
    return list(rows.sort_values("share", ascending=False, kind="stable").itertuples())


def _interval(axes: Axes, y: float, row: Any, colour: str) -> None:
    axes.plot((0, 1), (y, y), color=style.LINE, linewidth=0.6, zorder=0)
    if not pd.isna(row.low):
        axes.plot((row.low, row.high), (y, y), color=colour, linewidth=2, solid_capstyle="butt")
    axes.plot([row.share], [y], "o", color=colour, markersize=6)


def over_time(table: pd.DataFrame, frames: Mapping[str, str]) -> Chart:
    """Draw the share of articles that carry each frame over time: points with intervals, n below.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.comparison.prevalence.prevalence_over_time` gives it, for all outlets together.
    frames : mapping
        The frames' names, in the codebook's order.
    """
    colours = style.frame_colours(frames)
    periods = sorted(dict.fromkeys(table["period"]))
    with style.look():
        figure = Figure(figsize=(style.WIDTH, 1.15 * len(frames) + 0.4))
        room = room_for(figure, frames.values(), weight="bold")
        for i, (frame, name) in enumerate(frames.items()):
            bottom = 1 - (i + 1) * (0.92 / len(frames))
            axes = add_axes(figure, room, bottom + 0.05, 0.97 - room, 0.7 / len(frames))
            rows = table[table["frame"] == frame]
            label(axes, -0.02, 0.5, name, ha="right", color=colours[frame].light, weight="bold")
            for row in rows.itertuples():
                _point(axes, periods.index(row.period), row, colours[frame].light)
            axes.plot((-0.5, len(periods) - 0.5), (0, 0), color=style.LINE, linewidth=0.6, zorder=0)
            axes.set_ylim(-0.35, 1.1)
            axes.set_xlim((len(periods) - 0.5, -0.5) if turned() else (-0.5, len(periods) - 0.5))
        step = -(-len(periods) // MOST_DATES)
        for x in range(0, len(periods), step):
            share = (x + 0.5) / len(periods)
            label(axes, share, -0.75, ltr(periods[x]), ha="center", size=7.5, color=style.SOFT)
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


def _point(axes: Axes, x: int, row: Any, colour: str) -> None:
    if not pd.isna(row.low):
        axes.plot((x, x), (row.low, row.high), color=colour, linewidth=1.5)
    axes.plot([x], [row.share], "o", color=colour, markersize=5)
    axes.text(x, -0.3, str(row.articles), ha="center", size=7, color=style.SOFT)


def dispersion_strips(table: pd.DataFrame, frames: Mapping[str, str], by: str = "outlet") -> Chart:
    """Draw where in its article each mention stands, all articles of an outlet on one strip.

    Parameters
    ----------
    table : DataFrame
        As :func:`analysis.comparison.prevalence.strips` gives it; position 0 is an article's beginning.
    frames : mapping
        The frames' names, in the codebook's order.
    by : str
        The column that names the groups.
    """
    colours = style.frame_colours(frames)
    groups = list(dict.fromkeys(table[by]))
    with style.look():
        height = row_height(map(str, groups)) * (len(groups) + 1.4) * len(frames) + 0.2
        figure = Figure(figsize=(style.WIDTH, height))
        asides = [*frames.values(), *map(outlet_label, map(str, groups))]
        room = room_for(figure, asides, weight="bold")
        axes = figure.add_axes((0.02, 0.01, 0.96 - room, 0.98))
        axes.axis("off")
        x, ha = (-0.03, "right") if turned() else (1.03, "left")
        y = 0.0
        for frame, name in frames.items():
            label(axes, x, y, name, ha=ha, color=colours[frame].light, weight="bold")
            for group in groups:
                y += 1
                label(axes, x, y, outlet_label(str(group)), ha=ha)
                axes.plot((0, 1), (y, y), color=style.LINE, linewidth=0.6, zorder=0)
                found = table[(table["frame"] == frame) & (table[by] == group)]
                places = found["position"].to_numpy(float)
                axes.vlines(places, y - 0.3, y + 0.3, color=colours[frame].light, linewidth=1.4, alpha=0.8)
            y += 1.4
        axes.set(xlim=(1, 0), ylim=(y - 0.6, -0.8))
    told = "; ".join(
        f"{frames[frame]}, {outlet_label(str(group))}: {len(rows)}"
        for (frame, group), rows in table.groupby(["frame", by], sort=False)
        if frame in frames
    )
    return Chart(
        "dispersion",
        figure,
        table,
        alt=plainly("chart_strips_alt", rows=told),
        caption=plainly("chart_strips_caption"),
        from_right=True,
    )
