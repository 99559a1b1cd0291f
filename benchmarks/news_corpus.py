"""SaudiNewsNet's zipped JSON -> a corpus of the project: articles.csv and one text file an article.

    python benchmarks/news_corpus.py ../shared/news some/folder [number of articles]

The corpus is CC BY-NC-SA 4.0 and is not part of the project; write it outside of it. Articles without
a body are left out; a number takes that many, spread evenly over the week.
"""

import csv
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import files, tables
from analysis.corpus.manifest import COLUMNS


def read_news(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table of articles, in the order of the files."""
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in sorted(opened.namelist()):
                if name.endswith(".json") and not name.startswith("__MACOSX"):
                    yield from _rows(archive.stem, json.loads(opened.read(name)))


def _rows(day: str, stories: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, story in enumerate(stories):
        body = story.get("content") or ""
        if any(character.isalpha() for character in body):
            title = (story.get("title") or "").strip()
            yield {
                "doc_id": f"{day}-{number:05}",
                "outlet": story["source"],
                "title": title or None,
                "published": story["date_extracted"][:10],
                "url": story.get("url"),
                "language": "ar",
                "text": f"{title}\n{body}" if title else body,
            }


def load_news(folder: Path, n_articles: int | None = None) -> pd.DataFrame:
    """Give the news as the table of articles, without writing files."""
    rows = list(read_news(folder))
    if n_articles is not None:
        rows = rows[:: max(1, len(rows) // n_articles)][:n_articles]
    return tables.from_rows("articles", rows)


def write_corpus(articles: pd.DataFrame, folder: Path) -> Path:
    """Write articles.csv and the text files."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as manifest:
        writer = csv.DictWriter(manifest, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        for row in articles.astype(object).where(articles.notna(), "").to_dict("records"):
            name = f"{row['doc_id']}.txt"
            files.write_text(folder / name, row["text"])
            writer.writerow({**row, "path": name, "sha256": "", "title": " ".join(row["title"].split())})
    return folder / "articles.csv"


def main() -> None:
    n_articles = int(sys.argv[3]) if len(sys.argv) > 3 else None
    articles = load_news(Path(sys.argv[1]), n_articles)
    manifest = write_corpus(articles, Path(sys.argv[2]))
    print(f"{len(articles):,} articles of {articles['outlet'].nunique()} outlets: {manifest}")


if __name__ == "__main__":
    main()
