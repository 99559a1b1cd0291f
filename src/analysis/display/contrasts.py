"""Tables of comparisons -> charts: names, agency, aligned sentences.

Figures compute nothing: every number they draw stands in their table.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from analysis.comparison import Dossier, NamingCodebook, naming_matrix
from analysis.comparison.naming import AGENCIES
from analysis.display import style
from analysis.display.charts import Chart, Charts, NoChart
from analysis.display.cutting import shortened
from analysis.display.drawing import (
    ROW,
    add_axes,
    add_strips,
    bar,
    label,
    outlet_label,
    right_label,
    room_for,
    row_label,
    span,
)
from analysis.display.words import outlet_said, plainly, spoken

SHARED, DIFFERING = style.FRAME_COLOURS[3].light, style.FRAME_COLOURS[0].light
#: Up to so many outlets their names stand level above a matrix, more stand upright.
MOST_LEVEL_HEADINGS = 5
UPRIGHT = 8.0
LONGEST_UPRIGHT = 32


def naming(namings: pd.DataFrame, names: NamingCodebook, articles: pd.DataFrame) -> Charts | NoChart:
    """Draw for every entity and event of a codebook of names how each outlet words it.

    Parameters
    ----------
    namings : DataFrame
        As :func:`analysis.comparison.naming.find_namings` gives them.
    names : NamingCodebook
        The codebook; what it names and no article does is left out.
    articles : DataFrame
        The table of articles, whose outlets are shown in its order.
    """
    found, outlets = set(namings["entity"]), list(dict.fromkeys(articles["outlet"]))
    charts = [
        matrix(naming_matrix(namings, key, outlets), f"naming_{key}", called(names, key))
        for key in {**names.entities, **names.events}
        if key in found
    ]
    return Charts(charts) if charts else NoChart(plainly("no_rows"))


def called(names: NamingCodebook, key: str) -> str:
    """Name an entity or event of a codebook of names in the language of the page."""
    return spoken({**names.entities, **names.events}[key].name)


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
            row_label(axes, y, str(wording), room)
            for column, n in enumerate(counts):
                _cell(axes, column, y, int(n), most)
                label(axes, (column + 0.5) / columns, y, str(n) if n else "·", ha="center", size=9)
        axes.set_ylim(len(table) + 0.8, -0.8 - above)
        span(axes, columns)
    told = "; ".join(
        f"{wording}: " + ", ".join(f"{outlet_said(outlet)} {n}" for outlet, n in counts.items())
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
    return shortened(outlet_said(outlet), LONGEST_UPRIGHT - 2)


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
        return NoChart(plainly("no_rows"))
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
            bar(axes, 0, y, named, colour)
            bar(axes, named, y, unnamed, colour, filled=False)
            total = named + unnamed
            label(axes, total / most + 0.02, y, str(total))
            y += 1
        axes.set_ylim(y, -0.6)
        span(axes, most)
    told = "; ".join(
        f"{outlet_said(outlet)}, {plainly(f'agency_{kind}')}: "
        + ", ".join(f"{counts[name]} {plainly(name)}" for name in ("with_agent", "without_agent"))
        for (outlet, kind), counts in table.iterrows()
    )
    return Chart(
        "agency", figure, table.reset_index(),
        alt=plainly("chart_agency_alt", rows=told), caption=plainly("chart_agency_caption"),
    )  # fmt: skip


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
        return NoChart(plainly("no_pairs" if several else "nothing_to_align"))
    articles = list(dict.fromkeys(sentences["doc_id"]))
    row_of = {doc_id: 2.4 * i for i, doc_id in enumerate(articles)}
    places = _places(sentences)
    with style.look():
        height = 0.62 * len(articles) * 1.25 + 0.3
        figure = Figure(figsize=(style.WIDTH, height))
        room = room_for(figure, map(outlet_label, sentences["outlet"].unique()))
        axes = add_strips(figure, room, 0.06, 0.9)
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
            right_label(axes, row_of[doc_id], outlet_label(of_article["outlet"].iloc[0]), room)
        axes.set(xlim=(1, 0), ylim=(2.4 * (len(articles) - 1) + 0.5, -0.5))
    counts = pairs["status"].value_counts()
    return Chart(
        "alignment",
        figure,
        pairs,
        alt=plainly(
            "chart_ribbons_alt",
            shared=plainly("pairs_alike", n=int(counts.get("shared", 0))),
            differing=plainly("pairs_differing", n=int(counts.get("differing", 0))),
            alone=plainly(
                "sentences_alone", n=int((~sentences["status"].isin(["shared", "differing"])).sum())
            ),
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
