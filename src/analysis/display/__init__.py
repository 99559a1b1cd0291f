"""What a reader sees: charts, tables, the reading view, findings and the report, right to left."""

from analysis.display.figures import course, frame_by_voice
from analysis.display.findings import facts, findings, limits, title
from analysis.display.listing import table
from analysis.display.markup import prose
from analysis.display.provenance import provenance
from analysis.display.reading import cleaning_table, concordance, evidence, side_by_side

__all__ = [
    "cleaning_table",
    "concordance",
    "course",
    "evidence",
    "facts",
    "findings",
    "frame_by_voice",
    "limits",
    "prose",
    "provenance",
    "side_by_side",
    "table",
    "title",
]
