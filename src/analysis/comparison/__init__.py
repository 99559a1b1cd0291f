"""What differs between outlets, how sure that is, and what each tells that the other does not."""

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
from analysis.comparison.prevalence import carries, prevalence

__all__ = [
    "Dossier",
    "Finding",
    "NamingCodebook",
    "agency_matrix",
    "align",
    "carries",
    "find_killings",
    "find_namings",
    "load_naming",
    "naming_matrix",
    "near_duplicates",
    "prevalence",
]
