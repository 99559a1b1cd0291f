"""What a reader sees: charts, tables, the reading view, findings and the report, right to left.

Charts are imported when they are first asked for: a notebook without one need not wait for matplotlib.
"""

from importlib import import_module
from typing import Any

from analysis.display.dossier import differences, finding, sources
from analysis.display.evidence import attribution_evidence, cleaning_table, concordance, evidence
from analysis.display.findings import facts, findings, limits, title
from analysis.display.listing import table
from analysis.display.markup import prose
from analysis.display.provenance import provenance
from analysis.display.reading import names, side_by_side

#: The modules that need matplotlib, and the charts that each draws.
CHARTS = {
    "figures": ("course", "frame_by_voice"),
    "contrasts": (
        "agency",
        "alignment",
        "dispersion_strips",
        "keyness_bars",
        "naming",
        "over_time",
        "shares",
    ),
}

__all__ = [
    "agency",
    "alignment",
    "attribution_evidence",
    "cleaning_table",
    "concordance",
    "course",
    "differences",
    "dispersion_strips",
    "evidence",
    "facts",
    "finding",
    "findings",
    "frame_by_voice",
    "keyness_bars",
    "limits",
    "names",
    "naming",
    "over_time",
    "prose",
    "provenance",
    "shares",
    "side_by_side",
    "sources",
    "table",
    "title",
]


def __getattr__(name: str) -> Any:
    for module, charts in CHARTS.items():
        if name in charts:
            return getattr(import_module(f"analysis.display.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
