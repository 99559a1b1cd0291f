"""What differs between outlets, how sure that is, and what each tells that the other does not.

What is offered here is imported when it is first asked for: most of it needs scipy, naming does not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.comparison.alignment import Dossier, align
    from analysis.comparison.findings import Finding
    from analysis.comparison.independence import near_duplicates
    from analysis.comparison.naming import (
        NamingCodebook,
        agency_matrix,
        find_killings,
        find_namings,
        load_naming,
        naming_matrix,
    )

#: Which module offers what.
OFFERED = {
    "alignment": ("Dossier", "align"),
    "findings": ("Finding",),
    "independence": ("near_duplicates",),
    "naming": (
        "NamingCodebook",
        "agency_matrix",
        "find_killings",
        "find_namings",
        "load_naming",
        "naming_matrix",
    ),
}

__all__ = [
    "Dossier",
    "Finding",
    "NamingCodebook",
    "agency_matrix",
    "align",
    "find_killings",
    "find_namings",
    "load_naming",
    "naming_matrix",
    "near_duplicates",
]


def __getattr__(name: str) -> Any:
    for module, names in OFFERED.items():
        if name in names:
            return getattr(import_module(f"analysis.comparison.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
