"""What differs between outlets, how sure that is, and what each tells that the other does not.

What is offered here is imported when it is first asked for: most of it needs scipy, naming does not.
"""

from typing import TYPE_CHECKING

from analysis.offered import offers

if TYPE_CHECKING:
    from analysis.comparison.alignment import Dossier, align
    from analysis.comparison.collocation import Company, company
    from analysis.comparison.counting import count_all, frequencies
    from analysis.comparison.findings import Finding
    from analysis.comparison.grouping import group_articles
    from analysis.comparison.independence import near_duplicates, once_each
    from analysis.comparison.keywords import outlet_keyness
    from analysis.comparison.naming import (
        NamingCodebook,
        agency_matrix,
        find_killings,
        find_namings,
        load_naming,
        most_named,
        naming_matrix,
    )
    from analysis.comparison.prevalence import (
        carries,
        outlet_differences,
        outlet_shares,
        prevalence_over_time,
        salience,
        strips,
    )

#: Which module offers what.
OFFERED = {
    "alignment": ("Dossier", "align"),
    "collocation": ("Company", "company"),
    "counting": ("count_all", "frequencies"),
    "findings": ("Finding",),
    "grouping": ("group_articles",),
    "independence": ("near_duplicates", "once_each"),
    "keywords": ("outlet_keyness",),
    "naming": (
        "NamingCodebook",
        "agency_matrix",
        "find_killings",
        "find_namings",
        "load_naming",
        "most_named",
        "naming_matrix",
    ),
    "prevalence": (
        "carries",
        "outlet_differences",
        "outlet_shares",
        "prevalence_over_time",
        "salience",
        "strips",
    ),
}

__all__ = [
    "Company",
    "Dossier",
    "Finding",
    "NamingCodebook",
    "agency_matrix",
    "align",
    "carries",
    "company",
    "count_all",
    "find_killings",
    "find_namings",
    "frequencies",
    "group_articles",
    "load_naming",
    "most_named",
    "naming_matrix",
    "near_duplicates",
    "once_each",
    "outlet_differences",
    "outlet_keyness",
    "outlet_shares",
    "prevalence_over_time",
    "salience",
    "strips",
]

__getattr__ = offers(__name__, OFFERED)
