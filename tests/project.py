"""The project as a researcher has it: a copy of its files in a folder of its own, and make."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from analysis import paths

#: What a copy of the project leaves behind where git cannot list its files.
_GENERATED = shutil.ignore_patterns(
    ".venv", ".git", "report", ".cache", "__pycache__", ".*_cache", "*.parquet"
)


def without_network():
    """Give the command that cuts a process off from every network, or nothing where that is not allowed."""
    cut_off = ["unshare", "--map-root-user", "--net"]
    try:
        subprocess.run([*cut_off, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return cut_off


class Project:
    """A copy of the project, with an empty home folder beside it."""

    def __init__(self, folder, origin=None):
        self.folder = folder / "itar"
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        if origin:
            shutil.copytree(origin.folder, self.folder)
        else:
            _copy_sources(self.folder)

    def environment(self, **settings):
        """Give the environment of a run: this machine's programs, and nothing else of this user."""
        inherited = {
            name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ
        }
        return inherited | {"HOME": str(self.home)} | settings

    def make(self, *targets, through=(), **settings):
        return subprocess.run(
            [*through, "make", *targets, f"PYTHON={sys.executable}"],
            cwd=self.folder,
            env=self.environment(**settings),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def outputs(self, *folders):
        """Give the bytes of every file in some folders, by name."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for folder in folders
            for path in sorted((self.folder / folder).rglob("*"))
            if path.is_file()
        }


def _copy_sources(target):
    listed = (
        subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=paths.ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if (paths.ROOT / ".git").exists() and shutil.which("git")
        else None
    )
    if listed is None or listed.returncode:
        shutil.copytree(paths.ROOT, target, ignore=_GENERATED)
    else:
        for name in filter(None, listed.stdout.split("\0")):
            _copy(paths.ROOT / name, target / name)
    # What is made once on a machine (the lexicon, the font) need not be made again for each copy.
    for folder in ("lexicon", "fonts", "camel_tools"):
        if (paths.CACHE / folder).is_dir():
            shutil.copytree(paths.CACHE / folder, target / ".cache" / folder)


def _copy(path: Path, target: Path):
    if path.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
