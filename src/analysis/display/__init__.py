"""What a reader sees: charts, tables, the reading view, findings and the report, right to left.

Charts are imported when they are first asked for: a notebook without one need not wait for matplotlib.
"""

from typing import Any

from analysis.display.evidence import attribution_evidence, cleaning_table, concordance, evidence
from analysis.display.findings import facts, findings, limits, title
from analysis.display.listing import table
from analysis.display.markup import prose
from analysis.display.provenance import provenance
from analysis.display.reading import names, side_by_side

__all__ = [
    "attribution_evidence",
    "cleaning_table",
    "concordance",
    "course",
    "evidence",
    "facts",
    "findings",
    "frame_by_voice",
    "limits",
    "names",
    "prose",
    "provenance",
    "side_by_side",
    "table",
    "title",
]


def __getattr__(name: str) -> Any:
    if name in ("course", "frame_by_voice"):
        from analysis.display import figures  # noqa: PLC0415

        return getattr(figures, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
