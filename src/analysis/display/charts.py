"""A chart: its figure, the table it draws, and the words that stand for it where it cannot be seen."""

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
from markupsafe import Markup, escape
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.display import style
from analysis.display.markup import Html
from analysis.display.words import plainly
from analysis.files import write_text, written_whole
from analysis.tables import save_csv

#: On a page no words are drawn smaller than this, in points: 10 pixels.
SMALLEST = 7.5


@dataclass(frozen=True, repr=False)
class Chart:
    """A figure with its name, caption, alternative text and table.

    ``name`` becomes the names of its files; ``alt`` says what the chart shows, computed from the
    table; ``caption`` says how to read it. A chart that is read ``from_right`` on a page of any direction
    shows its right end first where the page is narrower than it.
    """

    name: str
    figure: Figure
    table: pd.DataFrame
    alt: str
    caption: str
    from_right: bool = False

    def save(self, figures: Path, tables: Path, engine: str = "") -> "Chart":
        """Write ``name.svg`` and ``name.png`` to one folder and ``name.csv`` to the other.

        All three name the engine that analysed the words: the pictures in their metadata (Dublin Core's
        ``source`` in the SVG, ``Source`` in the PNG), the table in its last column.
        """
        source = Markup("<dc:source>{}</dc:source>").format(engine) if engine else ""
        write_text(figures / f"{self.name}.svg", self.svg.replace("</cc:Work>", f"{source}</cc:Work>", 1))
        about = {"Title": self.name, "Description": self.alt, "Source": engine}
        with style.look(), written_whole(figures / f"{self.name}.png") as draft:
            self.figure.savefig(
                draft,
                format="png",
                metadata={"Software": None, **{name: told for name, told in about.items() if told}},
                pil_kwargs={"compress_level": 1},
            )
        save_csv(self.table, tables / f"{self.name}.csv", engine)
        return self

    @cached_property
    def svg(self) -> str:
        """The chart as SVG; the same table gives the same bytes."""
        about = {"Date": None, "Creator": None, "Title": self.name, "Description": self.alt}
        drawn = io.StringIO()
        with style.look():
            self.figure.savefig(drawn, format="svg", metadata=about)
        return drawn.getvalue()

    @property
    def _smallest(self) -> float:
        """The size of the chart's smallest words, in points."""
        shown = (text for text in self.figure.findobj(Text) if text.get_text().strip() and text.get_visible())
        return min((float(text.get_fontsize()) for text in shown), default=SMALLEST)

    def __repr__(self) -> str:
        return self.alt

    def _repr_html_(self) -> str:
        return Html(self.__html__())._repr_html_()

    def __html__(self) -> Markup:
        """Show the chart inside a page: as wide as its column, in the page's colours, with its text."""
        start = Markup(' dir="rtl"') if self.from_right else ""
        picture = Markup(_for_page(self.svg, self.alt, self._smallest))
        return Markup(
            '<figure class="chart" id="figure-{}"><div class="drawing" role="group" tabindex="0" '
            'aria-label="{}"{}>{}</div><figcaption>{}</figcaption></figure>'
        ).format(self.name, plainly("chart_region"), start, picture, self.caption)


class NoChart(Html):
    """What stands in a chart's place where there is nothing to draw: the sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(Markup('<p class="note">{}</p>').format(sentence))
        self.sentence = sentence

    def save(self, figures: Path, tables: Path, engine: str = "") -> "NoChart":
        """Write nothing."""
        del figures, tables, engine
        return self


class Charts(tuple[Chart, ...]):
    """Several charts of one kind, shown below each other."""

    def save(self, figures: Path, tables: Path, engine: str = "") -> "Charts":
        """Write each chart's files."""
        for chart in self:
            chart.save(figures, tables, engine)
        return self

    def _repr_html_(self) -> str:
        return Html(Markup("").join(self))._repr_html_()

    def __repr__(self) -> str:
        return "\n".join(map(repr, self))


def _for_page(svg: str, alt: str, smallest: float) -> str:
    """Take a drawing out of its file: no prolog, no fixed size, colours that follow the page's scheme.

    It is as wide as its column, up to its own size, and never so narrow that its smallest words could not
    be read: then it scrolls.
    """
    drawing = svg[svg.index("<svg") :]
    drawing = re.sub(r"\s*<metadata>.*?</metadata>", "", drawing, flags=re.S)
    head, rest = drawing.split(">", 1)
    width = re.search(r'width="([\d.]+)pt"', head)
    head = re.sub(r' (?:width|height|xmlns(?::\w+)?|version)="[^"]*"', "", head)
    inches = float(width.group(1)) / 72 if width else style.WIDTH
    least = inches * min(SMALLEST / smallest, 1)
    head += f' style="max-width: {inches:.2f}in; min-width: {least:.2f}in" data-smallest="{smallest:.4g}"'
    head += f' xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-label="{escape(alt)}"'
    return f"{head}>{_in_page_colours(rest)}"


def _in_page_colours(drawing: str) -> str:
    variables = {style.INK: "--ink", style.SOFT: "--soft", style.LINE: "--line", "#ffffff": "--paper"}
    variables |= {colour.light: f"--frame-{i}" for i, colour in enumerate(style.FRAME_COLOURS)}
    for colour, variable in variables.items():
        drawing = drawing.replace(colour, f"var({variable}, {colour})")
    return drawing
