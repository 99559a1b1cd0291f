"""What a reader sees: charts, tables, the reading view, findings and the report, right to left.

What is offered here is imported when it is first asked for: a notebook without a chart need not wait for
matplotlib, nor the report for pandas.
"""

from typing import TYPE_CHECKING

from analysis.offered import offers

if TYPE_CHECKING:
    from analysis.display.contrasts import agency, alignment, naming
    from analysis.display.dossier import differences, finding, sources
    from analysis.display.evidence_tables import attribution_evidence, cleaning_table, concordance, evidence
    from analysis.display.figures import course, frame_by_voice
    from analysis.display.finding_sentences import facts, findings, limits, title
    from analysis.display.listing import table
    from analysis.display.markup import prose
    from analysis.display.outlets import (
        collocates,
        differences_told,
        dispersion_strips,
        keyness_bars,
        outlet_differences,
        over_time,
        salience,
        shares,
        together,
    )
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
        "naming",
    ),
    "outlets": (
        "collocates",
        "differences_told",
        "dispersion_strips",
        "keyness_bars",
        "outlet_differences",
        "over_time",
        "salience",
        "shares",
        "together",
    ),
}

__all__ = [
    "agency",
    "alignment",
    "attribution_evidence",
    "cleaning_table",
    "collocates",
    "concordance",
    "course",
    "differences",
    "differences_told",
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
    "outlet_differences",
    "over_time",
    "prose",
    "provenance",
    "salience",
    "shares",
    "side_by_side",
    "sources",
    "table",
    "title",
    "together",
]

__getattr__ = offers(__name__, OFFERED)
