"""What an executed notebook leaves behind: its figures and tables, and nothing of an earlier run."""

import json

import pytest

from analysis.notebooks import WROTE, NotebookError, execute

pytestmark = pytest.mark.slow

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
WRITES = 'import pathlib\n(pathlib.Path({folder!r}) / {name!r}).write_text("drawn")'


@pytest.fixture
def run(tmp_path):
    """Execute notebooks that write files of given names to the report's folders."""
    report = tmp_path / "report"
    for name in ("figures", "tables", "executed"):
        (report / name).mkdir(parents=True)

    def execute_all(**writes):
        notebooks = []
        for name, files in writes.items():
            sources = [WRITES.format(folder=str(report), name=file) for file in files]
            cells = [
                {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "source": source,
                 "execution_count": None}
                for i, source in enumerate(sources)
            ]  # fmt: skip
            content = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
            notebooks.append(tmp_path / f"{name}.ipynb")
            notebooks[-1].write_text(json.dumps(content), encoding="utf-8")
        execute(notebooks, report / "executed")
        return {path.relative_to(report).as_posix() for path in report.rglob("*.*") if path.is_file()}

    return execute_all


def test_a_chart_that_is_drawn_no_more_leaves_nothing_behind(run, tmp_path):
    (tmp_path / "report/figures/of_the_user.png").write_text("kept")
    made = run(one=["figures/a.svg", "tables/a.csv"], two=["figures/b.svg", "figures/shared.svg"])
    assert {"figures/a.svg", "tables/a.csv", "figures/b.svg", "figures/shared.svg"} <= made
    executed = json.loads((tmp_path / "report/executed/one.ipynb").read_text(encoding="utf-8"))
    assert executed["metadata"][WROTE] == ["figures/a.svg", "tables/a.csv"]
    made = run(one=["figures/a.svg", "figures/shared.svg"])
    assert "tables/a.csv" not in made
    made = run(two=["figures/c.svg"])
    assert "figures/b.svg" not in made
    assert {"figures/a.svg", "figures/shared.svg", "figures/c.svg", "figures/of_the_user.png"} <= made


def test_a_notebook_that_fails_takes_nothing_away(run):
    run(one=["figures/a.svg"])
    with pytest.raises(NotebookError, match="cell 1"):
        run(one=["no_such_folder/a.svg"])
    assert "figures/a.svg" in run(two=[])


def test_the_kernel_keeps_no_history_that_could_meet_the_cells(run, tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    run(one=["figures/a.svg"], two=["figures/b.svg"])
    assert [path for path in tmp_path.rglob("*") if "history" in path.name] == []
