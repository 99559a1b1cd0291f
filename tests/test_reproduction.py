"""The manifest of hashes, and what a comparison of two runs says."""

import hashlib
import json

import pytest

from analysis.reproduction import differences, hashes, keep, read_manifest, where


@pytest.mark.parametrize(
    ("published", "fresh", "told"),
    [
        ({"index.html": "a"}, {"index.html": "a"}, {}),
        ({"index.html": "a"}, {"index.html": "b"}, {"index.html": "differs"}),
        ({"figures/a.svg": "a"}, {}, {"figures/a.svg": "is missing in the fresh run"}),
        ({}, {"tables/a.csv": "a"}, {"tables/a.csv": "is not in the manifest"}),
        (
            {"b": "1", "a": "1", "c": "1"},
            {"b": "2", "d": "1", "c": "1"},
            {"a": "is missing in the fresh run", "b": "differs", "d": "is not in the manifest"},
        ),
    ],
)
def test_what_differs_is_named(published, fresh, told):
    assert differences(published, fresh) == told


@pytest.mark.parametrize(
    ("published", "fresh", "said"),
    [
        (b"one\nset \xd8\xa7.", b"one\nset \xd8\xa8.",
         " from line 2 on: 'set ا.' is 'set ب.' in the fresh run"),
        (b"a\n", b"a\nb\n", " from line 2 on: '' is 'b' in the fresh run"),
        (b"x" * 100 + b"1" * 100, b"x" * 100 + b"2" * 100,
         f" from line 1 on: '{'x' * 20 + '1' * 40}' is '{'x' * 20 + '2' * 40}' in the fresh run"),
        (b"same", b"same", ""),
        (b"\x89PNG\xff", b"text", ""),
        (None, b"text", ""),
    ],
)  # fmt: skip
def test_the_line_in_which_two_texts_differ_is_shown(tmp_path, published, fresh, said):
    for name, content in (("published", published), ("fresh", fresh)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
    assert where(tmp_path / "published", tmp_path / "fresh") == said


def test_what_a_fresh_run_made_otherwise_is_kept_and_nothing_of_an_earlier_one(tmp_path):
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    (fresh / "tables").mkdir(parents=True)
    (fresh / "tables/a.csv").write_text("a")
    (fresh / "index.html").write_text("page")
    keep(["tables/a.csv", "index.html"], fresh, kept)
    assert {path.name for path in kept.rglob("*.*")} == {"a.csv", "index.html"}
    keep(["index.html"], fresh, kept)
    assert {path.name for path in kept.rglob("*.*")} == {"index.html"}
    keep([], fresh, kept)
    assert not kept.exists()


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
