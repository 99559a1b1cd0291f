"""The project's tables: their columns, and how they are kept on disk without ever being half-written."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import InputError, shown
from analysis.files import written_whole

#: How a table names the engine that analysed its words: a column of a CSV, metadata of a Parquet file.
ENGINE = "engine"

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
NUMBER = pa.int64()
YES_NO = pa.bool_()

#: Every table's columns in order (design, section 3). Offsets are Unicode code points of the raw text.
SCHEMAS: Mapping[str, pa.Schema] = {
    "articles": pa.schema(
        {
            "doc_id": TEXT,
            "outlet": TEXT,
            "title": TEXT,
            "published": TEXT,
            "url": TEXT,
            "language": TEXT,
            "text": TEXT,
            "path": TEXT,
            "encoding": TEXT,
            "sha256": TEXT,
        }
    ),
    "segments": pa.schema(
        {
            "doc_id": TEXT,
            "segment_id": NUMBER,
            "start": NUMBER,
            "end": NUMBER,
            "role": TEXT,
            "rule": TEXT,
        }
    ),
    "sentences": pa.schema(
        {"doc_id": TEXT, "sentence_id": NUMBER, "segment_id": NUMBER, "start": NUMBER, "end": NUMBER}
    ),
    "tokens": pa.schema(
        {
            "doc_id": TEXT,
            "sentence_id": NUMBER,
            "token_id": NUMBER,
            "start": NUMBER,
            "end": NUMBER,
            "type_id": NUMBER,
        }
    ),
    "types": pa.schema(
        {
            "type_id": NUMBER,
            "form": TEXT,
            "normalised": TEXT,
            "kind": TEXT,
            "lemmas": TEXTS,
            "pos": TEXTS,
            "classes": TEXTS,
            "analysed_by": TEXT,
        }
    ),
    "mentions": pa.schema(
        {
            "doc_id": TEXT,
            "sentence_id": NUMBER,
            "start": NUMBER,
            "end": NUMBER,
            "frame": TEXT,
            "cue": TEXT,
            "form": TEXT,
            "ambiguous": YES_NO,
            "role": TEXT,
            "voice": TEXT,
            "speaker": TEXT,
            "speaker_type": TEXT,
            "hedged": YES_NO,
            "hedge": TEXT,
            "negated": YES_NO,
            "negation": TEXT,
            "quoted": YES_NO,
            "boosted": YES_NO,
            "booster": TEXT,
        }
    ),
    "attributions": pa.schema(
        {
            "doc_id": TEXT,
            "sentence_id": NUMBER,
            "cue_start": NUMBER,
            "cue_end": NUMBER,
            "source_start": NUMBER,
            "source_end": NUMBER,
            "source_type": TEXT,
            "speaker": TEXT,
            "content_start": NUMBER,
            "content_end": NUMBER,
            "direct": YES_NO,
            "stance": TEXT,
            "speaker_type": TEXT,
            "resolved": YES_NO,
            "first_named_start": NUMBER,
            "first_named_end": NUMBER,
        }
    ),
    "namings": pa.schema(
        {
            "doc_id": TEXT,
            "outlet": TEXT,
            "sentence_id": NUMBER,
            "start": NUMBER,
            "end": NUMBER,
            "entity": TEXT,
            "event": YES_NO,
            "wording": TEXT,
            "form": TEXT,
        }
    ),
    "killings": pa.schema(
        {
            "doc_id": TEXT,
            "outlet": TEXT,
            "sentence_id": NUMBER,
            "start": NUMBER,
            "end": NUMBER,
            "wording": TEXT,
            "form": TEXT,
            "agency": TEXT,
            "agent": TEXT,
            "agent_start": NUMBER,
            "agent_end": NUMBER,
        }
    ),
}


def from_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build the table ``name`` of the design from rows, with its columns, order and Arrow types.

    Parameters
    ----------
    name : str
        A key of ``SCHEMAS``.
    rows : iterable of mapping
        One mapping a row; a missing key is a missing value.

    Returns
    -------
    DataFrame
        Arrow-backed, also when there is no row.
    """
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name]).to_pandas(types_mapper=pd.ArrowDtype)


def from_columns(name: str, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Build the table ``name`` of the design from whole columns; a missing column holds missing values.

    Parameters
    ----------
    name : str
        A key of ``SCHEMAS``.
    columns : mapping of str to sequence or array
        Of equal length.

    Returns
    -------
    DataFrame
        Arrow-backed, as :func:`from_rows` gives it.
    """
    schema = SCHEMAS[name]
    n = len(next(iter(columns.values())))
    arrays = [
        pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(n, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema).to_pandas(types_mapper=pd.ArrowDtype)


def by_doc_id(articles: pd.DataFrame, column: str) -> dict[str, Any]:
    """Look a column of the table of articles up by its doc_id."""
    return dict(zip(articles["doc_id"], articles[column], strict=True))


def save(name: str, table: pd.DataFrame, folder: Path, engine: str = "") -> Path:
    """Write a table of the design to ``folder/name.parquet`` and return the path.

    Where an engine analysed the words, the file's schema names it (:func:`engine_of`).
    """
    path = folder / f"{name}.parquet"
    arrow = pa.Table.from_pandas(table, schema=SCHEMAS[name], preserve_index=False)
    arrow = arrow.replace_schema_metadata({ENGINE: engine} if engine else None)
    with written_whole(path) as draft:
        pq.write_table(arrow, draft, compression="zstd")
    return path


def engine_of(path: Path) -> str:
    """Name the engine that analysed the words of a table on disk; empty where no word was analysed."""
    metadata: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
    return metadata.get(ENGINE.encode(), b"").decode()


def load(name: str, folder: Path) -> pd.DataFrame:
    """Read a table that an earlier notebook wrote.

    Raises
    ------
    InputError
        If the file is missing, or is no Parquet file of that table.
    """
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise InputError(f"{shown(path)}: the table is missing. Run the notebooks before this one first.")
    try:
        # Not read_table's own ``schema``: it would fill the columns of another table with nothing.
        arrow = pq.read_table(path).cast(SCHEMAS[name])
    except (ValueError, pa.ArrowTypeError, pa.ArrowNotImplementedError) as cause:
        raise InputError(
            f"{shown(path)}: this is no table of {name}. Delete it and run the notebooks again."
        ) from cause
    return arrow.to_pandas(types_mapper=pd.ArrowDtype)


def as_csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV: UTF-8 with a mark, so that spreadsheets open its Arabic as Arabic."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")  # type: ignore[no-any-return]


def save_csv(table: pd.DataFrame, path: Path, engine: str = "") -> Path:
    """Write a table to a file as :func:`as_csv` does.

    Where an engine analysed the words, the last column names it in each row.
    """
    named = table.assign(**{ENGINE: engine}) if engine else table
    with written_whole(path) as draft:
        draft.write_bytes(as_csv(named))
    return path
