"""The manifest of hashes, and what a comparison of two runs says."""

import hashlib
import json

import pytest

from analysis.reproduction import differences, hashes, read_manifest


@pytest.mark.parametrize(
    ("published", "fresh", "told"),
    [
        ({"index.html": "a"}, {"index.html": "a"}, []),
        ({"index.html": "a"}, {"index.html": "b"}, ["index.html differs"]),
        ({"figures/a.svg": "a"}, {}, ["figures/a.svg is missing in the fresh run"]),
        ({}, {"tables/a.csv": "a"}, ["tables/a.csv is not in the manifest"]),
        (
            {"b": "1", "a": "1", "c": "1"},
            {"b": "2", "d": "1", "c": "1"},
            ["a is missing in the fresh run", "b differs", "d is not in the manifest"],
        ),
    ],
)
def test_what_differs_is_named(published, fresh, told):
    assert differences(published, fresh) == told


def test_the_page_the_figures_and_the_tables_have_hashes_and_pictures_of_tests_have_none(tmp_path):
    for name in ("index.html", "figures/a.svg", "tables/a.csv", "screenshots/a.png", "executed/a.ipynb"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    names = ("figures/a.svg", "index.html", "tables/a.csv")
    assert hashes(tmp_path) == {name: hashlib.sha256(name.encode()).hexdigest() for name in names}


@pytest.mark.parametrize("content", [None, "no JSON", "[]"])
def test_what_is_no_manifest_is_refused(tmp_path, refused, content):
    path = tmp_path / "manifest.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert "there is no manifest here. Run 'make report' first." in refused(read_manifest, path)


def test_a_manifest_is_read(tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"index.html": "a"}), encoding="utf-8")
    assert read_manifest(path) == {"index.html": "a"}
