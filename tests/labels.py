"""The labels of a drawn chart: where each stands, which are clipped, which stand on one another."""

import itertools

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from analysis.display import style
from analysis.display.rtl import ALM

SHORT = ["القدس", "unknown", "ب", "X"]
LONG = [
    "صحيفة الشرق الأوسط الدولية الصادرة في لندن باللغة العربية",
    "The Very Long-Named International Arabic News Agency of Nowhere",
    "وكالة الأنباء BBC News Arabic الناطقة بالعربية (النسخة الدولية)",
]
OUTLETS = {
    "2 short": SHORT[:2],
    "14 short": [f"{name} {i}" for i, name in zip(range(14), itertools.cycle(SHORT), strict=False)],
    "2 long": LONG[:2],
    "14 long": [f"{i} {name}" for i, name in zip(range(14), itertools.cycle(LONG), strict=False)],
}


def drawn_labels(figure):
    """Lay a figure out; give each label with the box in which it is drawn, ticks of hidden axes left out."""
    ticks = set()
    for axes in figure.axes:
        if not axes.axison:
            ticks |= set(map(id, [*axes.xaxis.findobj(Text), *axes.yaxis.findobj(Text)]))
    with style.look():
        canvas = FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        return [
            (text.get_text().strip(ALM), text.get_window_extent(canvas.get_renderer()))
            for text in figure.findobj(Text)
            if id(text) not in ticks and text.get_visible() and text.get_text().strip(ALM + " ")
        ]


def clipped(edge, shown):
    """Give the labels that stand out of the figure."""
    return [
        text
        for text, box in shown
        if box.x0 < edge.x0 - 1 or box.x1 > edge.x1 + 1 or box.y0 < edge.y0 - 1 or box.y1 > edge.y1 + 1
    ]


def on_each_other(shown):
    """Give the pairs of labels that overlap."""
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(shown, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1
        and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.2 * min(a.height, b.height)
    ]
