"""What a reader sees: charts, tables, the reading view, findings and the report, right to left.

What is offered here is imported when it is first asked for: a notebook without a chart need not wait for
matplotlib, nor the report for pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.display.contrasts import (
        agency,
        alignment,
        dispersion_strips,
        keyness_bars,
        naming,
        over_time,
        shares,
    )
    from analysis.display.dossier import differences, finding, sources
    from analysis.display.evidence_tables import attribution_evidence, cleaning_table, concordance, evidence
    from analysis.display.figures import course, frame_by_voice
    from analysis.display.finding_sentences import facts, findings, limits, title
    from analysis.display.listing import table
    from analysis.display.markup import prose
    from analysis.display.provenance_tables import method, provenance
    from analysis.display.reading import names, side_by_side

#: Which module offers what.
OFFERED = {
    "listing": ("table",),
    "markup": ("prose",),
    "evidence_tables": (
        "attribution_evidence",
        "cleaning_table",
        "concordance",
        "evidence",
    ),
    "finding_sentences": (
        "facts",
        "findings",
        "limits",
        "title",
    ),
    "provenance_tables": ("method", "provenance"),
    "reading": (
        "names",
        "side_by_side",
    ),
    "dossier": (
        "differences",
        "finding",
        "sources",
    ),
    "figures": (
        "course",
        "frame_by_voice",
    ),
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
    "method",
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
    for module, names in OFFERED.items():
        if name in names:
            return getattr(import_module(f"analysis.display.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
