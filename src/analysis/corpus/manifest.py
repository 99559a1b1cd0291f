"""The manifest ``articles.csv``: one row an article, checked against the files it names."""

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.corpus.readers import decode, read_text
from analysis.errors import InputError, shown
from analysis.progress import progress

#: An outlet that the document does not name is unknown, never guessed.
UNKNOWN = "unknown"

COLUMNS = ("doc_id", "outlet", "title", "published", "url", "language", "path", "sha256")
REQUIRED = ("doc_id", "path")

Row = dict[str, str]


def load_articles(manifest: Path) -> pd.DataFrame:
    """Read the corpus that a manifest describes.

    Parameters
    ----------
    manifest : Path
        A CSV file in UTF-8 with the columns doc_id, outlet, title, published, url, language, path
        (relative to the manifest) and sha256. Empty outlets become "unknown"; an empty sha256 is
        not checked.

    Returns
    -------
    DataFrame
        The table ``articles`` of the design, in the manifest's order.

    Raises
    ------
    InputError
        Naming file and row: a missing file or column, a doc_id that is empty or stands twice, a date
        that is none, a hash that differs, a file that is not UTF-8 or holds no text.
    """
    listed = progress(_rows(manifest), "reading articles", unit=" articles")
    rows = [_article(row, manifest.parent, where) for where, row in listed]
    if not rows:
        raise InputError(f"{shown(manifest)}: no article is listed. Add one row an article.")
    return tables.from_rows("articles", rows)


def _rows(manifest: Path) -> Iterator[tuple[str, Row]]:
    """Yield each row with its place ("articles.csv, row 3"; row 1 is the header)."""
    seen: dict[str, int] = {}
    for number, row in _numbered(manifest):
        where = f"{shown(manifest)}, row {number}"
        _check_row(row, where)
        doc_id = row["doc_id"]
        if doc_id in seen:
            raise InputError(
                f"{where}: doc_id '{doc_id}' stands in row {seen[doc_id]} already. Give each article its own."
            )
        seen[doc_id] = number
        yield where, row


def _numbered(manifest: Path) -> Iterator[tuple[int, Row]]:
    """Yield the rows that hold anything, as a spreadsheet numbers them."""
    if not manifest.is_file():
        raise InputError(f"{shown(manifest)} is missing. It lists the corpus, one row an article.")
    try:
        content = decode(manifest.read_bytes())
    except UnicodeDecodeError as cause:
        raise InputError(f"{shown(manifest)} is not UTF-8. Save it as 'CSV UTF-8'.") from cause
    records = _records(content, manifest)
    header = [name.strip() for name in next(records, (1, []))[1]]
    _check_header(header, manifest)
    for number, cells in records:
        if len(cells) > len(header):
            raise InputError(
                f"{shown(manifest)}, row {number}: {len(cells)} cells, but {len(header)} columns. "
                "Put quotation marks around a cell that holds a comma."
            )
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(header) - len(cells))]
            yield number, dict(zip(header, (cell.strip() for cell in padded), strict=True))


def _records(content: str, manifest: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of every row. A cell in quotation marks may hold line ends: it is still one row."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(content, newline=""), strict=True), start=1):
            yield number, cells
    except csv.Error as cause:
        raise InputError(
            f"{shown(manifest)}, row {number + 1}: a quotation mark is not closed, or text follows it "
            f"({cause}). Close it, and write a quotation mark inside a cell twice."
        ) from cause


def _check_header(header: list[str], manifest: Path) -> None:
    for name in REQUIRED:
        if name not in header:
            raise InputError(
                f"{shown(manifest)}, row 1: column '{name}' is missing. "
                f"The columns are: {', '.join(COLUMNS)}."
            )
    for name in header:
        if name not in COLUMNS or header.count(name) > 1:
            raise InputError(
                f"{shown(manifest)}, row 1: column '{name}' is "
                f"{'twice there' if name in COLUMNS else 'unknown'}. The columns are: {', '.join(COLUMNS)}."
            )


def _check_row(row: Row, where: str) -> None:
    for name in REQUIRED:
        if not row[name]:
            raise InputError(f"{where}: '{name}' is empty. Every article needs one.")
    published = row.get("published", "")
    try:
        # Other forms that Python reads (20251223) would sort among these in the wrong place.
        if published and datetime.date.fromisoformat(published).isoformat() != published:
            raise ValueError(published)
    except ValueError as cause:
        raise InputError(
            f"{where}: 'published' is \"{published}\", which is no date. "
            "Write it as 2025-12-23, or leave it empty."
        ) from cause


def _article(row: Row, folder: Path, where: str) -> dict[str, str | None]:
    """Read the file of one row and check its hash."""
    file = read_text(folder / row["path"], where)
    expected = row.get("sha256", "").lower()
    if expected and expected != file.sha256:
        raise InputError(
            f"{where}: {shown(folder / row['path'])} has changed: its sha256 is {file.sha256}, "
            f"the manifest says {expected}. Restore the file, or correct the manifest."
        )
    return {
        "doc_id": row["doc_id"],
        "outlet": row.get("outlet") or UNKNOWN,
        "title": row.get("title") or None,
        "published": row.get("published") or None,
        "url": row.get("url") or None,
        "language": row.get("language") or "ar",
        "text": file.text,
        "path": row["path"],
        "encoding": file.encoding,
        "sha256": file.sha256,
    }
