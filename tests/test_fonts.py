"""The font that the page carries: the same bytes, whatever else is installed."""

import subprocess
import sys

CUT = """\
import pathlib, sys
sys.modules.update(dict.fromkeys({hidden!r}))
from analysis.display.fonts import font_faces
sys.stdout.write(font_faces(pathlib.Path({cache!r})))
"""


def cut(cache, *hidden):
    """Cut the font as on a machine where some packages are missing."""
    run = subprocess.run(
        [sys.executable, "-c", CUT.format(hidden=hidden, cache=str(cache))],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def test_the_font_does_not_depend_on_packages_that_only_the_tests_need(tmp_path):
    whole = cut(tmp_path / "whole")
    assert whole.count("@font-face") == 2
    assert cut(tmp_path / "lacking", "uharfbuzz", "brotli", "zopfli") == whole
