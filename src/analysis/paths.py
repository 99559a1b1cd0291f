"""Where things live. Constants only."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

RAW = ROOT / "data" / "raw"
PROCESSED = ROOT / "data" / "processed"
CODEBOOKS = ROOT / "codebooks"
NOTEBOOKS = ROOT / "notebooks"

REPORT = ROOT / "report"
FIGURES = REPORT / "figures"
TABLES = REPORT / "tables"
EXECUTED = REPORT / "executed"

#: What is made once on a machine: the lexicon database and the analyses of forms already met.
CACHE = ROOT / ".cache"
