"""The proof that a report can be made again: a manifest of hashes, and a fresh run held against it."""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis import paths
from analysis.errors import InputError, shown

MANIFEST = "manifest.json"
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


def differences(published: Mapping[str, str], fresh: Mapping[str, str]) -> list[str]:
    """Name every file in which two runs differ, and how."""
    told = {
        name: "is missing in the fresh run" if name not in fresh else "is not in the manifest"
        for name in published.keys() ^ fresh.keys()
    }
    told |= {name: "differs" for name in published.keys() & fresh.keys() if published[name] != fresh[name]}
    return [f"{name} {what}" for name, what in sorted(told.items())]


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


def fresh_run() -> Hashes:
    """Make the report anew from its inputs in an empty folder, and give its hashes.

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
            [
                "make",
                "report",
                f"PYTHON={sys.executable}",
                f"LANGUAGE={_language()}",
            ],
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL")},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode != 0:
            raise InputError(f"the fresh run failed: {run.stderr.strip()}")
        return hashes(folder / "report")


def _language() -> str:
    """Name the language in which the report was made; the Makefile leaves a file that says so."""
    made = sorted(paths.EXECUTED.glob("language-*"))
    return made[0].name.removeprefix("language-") if made else "en"


def main() -> None:
    """Hold a fresh run against a manifest, and name what differs."""
    parser = argparse.ArgumentParser(description="Make the report anew and compare it with a manifest.")
    parser.add_argument("manifest", type=Path, nargs="?", default=paths.REPORT / MANIFEST)
    told = parser.parse_args()
    try:
        published = read_manifest(told.manifest)
        found = differences(published, fresh_run())
    except InputError as error:
        raise SystemExit(str(error)) from None
    if found:
        raise SystemExit("\n".join(found))
    print(f"the same: {len(published)} files of a fresh run have the hashes of {shown(told.manifest)}")


if __name__ == "__main__":
    main()
