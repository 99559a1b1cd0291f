"""The proof that a report can be made again: a manifest of hashes, and a fresh run held against it."""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis import paths
from analysis.errors import InputError, shown

MANIFEST = "manifest.json"
#: Beside the manifest: what a fresh run made otherwise, kept to be looked at.
FRESH = "fresh"
#: So many characters of a line are shown where two texts begin to differ, and so many before that.
SHOWN, BEFORE = 60, 20
#: What a run is made from; everything else is made by it.
INPUTS = ("Makefile", "src", "notebooks", "codebooks", "data/raw")

Hashes = dict[str, str]


def hashes(report: Path) -> Hashes:
    """Give the SHA-256 of every file of a report that readers see: the page, figures and tables."""
    files = [report / "index.html", *report.glob("figures/*"), *report.glob("tables/*")]
    return {
        file.relative_to(report).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(files)
        if file.is_file()
    }


def differences(published: Mapping[str, str], fresh: Mapping[str, str]) -> dict[str, str]:
    """Name every file in which two runs differ, and say how."""
    told = {
        name: "is missing in the fresh run" if name not in fresh else "is not in the manifest"
        for name in published.keys() ^ fresh.keys()
    }
    told |= {name: "differs" for name in published.keys() & fresh.keys() if published[name] != fresh[name]}
    return dict(sorted(told.items()))


def where(published: Path, fresh: Path) -> str:
    """Say from which line on two files differ, and how that line reads; nothing of what is no text."""
    try:
        lines = [path.read_text(encoding="utf-8").splitlines() for path in (published, fresh)]
    except (OSError, UnicodeDecodeError):
        return ""
    found = _first_difference(*lines)
    if found is None:
        return ""
    number, pair = found
    column, _ = _first_difference(*pair) or (0, None)
    ours, theirs = (line[max(0, column - BEFORE) :][:SHOWN] for line in pair)
    return f" from line {number + 1} on: {ours!r} is {theirs!r} in the fresh run"


def _first_difference(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, tuple[str, str]] | None:
    """Give the place where two sequences begin to differ, and what stands there in each."""
    pairs = enumerate(zip_longest(ours, theirs, fillvalue=""))
    return next(((place, pair) for place, pair in pairs if pair[0] != pair[1]), None)


def keep(names: Iterable[str], fresh: Path, folder: Path) -> None:
    """Keep files of a fresh run in a folder; what an earlier comparison kept there goes."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(fresh / name, folder / name)


def read_manifest(path: Path) -> Hashes:
    """Read a manifest.

    Raises
    ------
    InputError
        If the file is missing or is none.
    """
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError) as cause:
        raise InputError(f"{shown(path)}: there is no manifest here. Run 'make report' first.") from cause


@contextmanager
def fresh_run() -> Iterator[Path]:
    """Make the report anew from its inputs in an empty folder; give its folder while the block lasts.

    Raises
    ------
    InputError
        If the fresh run fails, with what it printed last.
    """
    with TemporaryDirectory(prefix="itar-") as name:
        folder = Path(name)
        for source in INPUTS:
            copy = shutil.copytree if (paths.ROOT / source).is_dir() else shutil.copy2
            (folder / source).parent.mkdir(parents=True, exist_ok=True)
            copy(paths.ROOT / source, folder / source)
        run = subprocess.run(
            ["make", "report", f"PYTHON={sys.executable}", f"LANGUAGE={_language()}"],
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL")},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode != 0:
            raise InputError(f"the fresh run failed: {run.stderr.strip()}")
        yield folder / "report"


def _language() -> str:
    """Name the language in which the report was made; the Makefile leaves a file that says so."""
    made = sorted(paths.EXECUTED.glob("language-*"))
    return made[0].name.removeprefix("language-") if made else "en"


def compared(published: Hashes, report: Path) -> list[str]:
    """Hold a fresh run against a report; say a line about each file that differs, and keep the fresh."""
    with fresh_run() as fresh:
        found = differences(published, hashes(fresh))
        keep((name for name in found if (fresh / name).exists()), fresh, report / FRESH)
        return [f"{name} {how}{where(report / name, fresh / name)}" for name, how in found.items()]


def main() -> None:
    """Hold a fresh run against a manifest, and name what differs."""
    parser = argparse.ArgumentParser(description="Make the report anew and compare it with a manifest.")
    parser.add_argument("manifest", type=Path, nargs="?", default=paths.REPORT / MANIFEST)
    told = parser.parse_args()
    try:
        published = read_manifest(told.manifest)
        found = compared(published, told.manifest.parent)
    except InputError as error:
        raise SystemExit(str(error)) from None
    if found:
        raise SystemExit(
            "\n".join([*found, f"The fresh files are kept in {shown(told.manifest.parent / FRESH)}."])
        )
    print(f"the same: {len(published)} files of a fresh run have the hashes of {shown(told.manifest)}")


if __name__ == "__main__":
    main()
