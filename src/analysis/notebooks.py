"""Notebooks, executed by a real Jupyter kernel into ``report/executed/``, never in place.

Starting a kernel and importing takes longer than running a notebook on a small corpus. So the notebooks
that are due share one kernel, one after the other, each in an empty namespace. (That each gives the same
after a restart of its own is what ``tests/test_jupyter.py`` proves.)
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# jsonschema, which nbformat imports, would build a grammar of internationalised addresses (1.2 s) for a
# check that no notebook needs; it does without where the package is missing.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

from jupyter_client.manager import KernelManager

from analysis import paths
from analysis.errors import InputError, shown
from analysis.files import write_text


class NotebookError(Exception):
    """A notebook that did not run to its end."""


#: Run between two notebooks: nothing of the first is left, and cells count from 1 again.
EMPTY = "get_ipython().reset(new_session=True)"


def execute(notebooks: Sequence[Path], folder: Path) -> None:
    """Run notebooks from top to bottom, one after the other, and write each with its outputs.

    Parameters
    ----------
    notebooks : sequence of Path
        In the order in which they need each other; they are only read.
    folder : Path
        Where the executed notebooks go, under their own names.

    Raises
    ------
    NotebookError
        Naming the notebook and the cell that failed, with the cell's own message. That notebook is not
        written, and those after it do not run.
    """
    with _started_kernel() as kernel:
        for notebook in notebooks:
            print(f"running {shown(notebook)}", flush=True)
            write_text(folder / notebook.name, _run(notebook, kernel))


@contextmanager
def _started_kernel() -> Iterator[KernelManager]:
    """Start a kernel of this very Python that only this user's processes can reach; end it at the end.

    Its sockets lie in a folder with a short name: a socket's path may have some 100 characters, and a
    project may lie deeper than that.
    """
    paths.CACHE.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="itar-") as sockets:
        kernel = KernelManager(
            kernel_name="python3",
            connection_file=str(Path(sockets) / "kernel.json"),
            transport="ipc" if sys.platform != "win32" else "tcp",
        )
        _use_this_python(kernel)
        kernel.start_kernel()
        try:
            yield kernel
        finally:
            kernel.shutdown_kernel(now=True)


def _use_this_python(kernel: KernelManager) -> None:
    if kernel.kernel_spec is not None:
        kernel.kernel_spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


def _run(notebook: Path, kernel: KernelManager) -> str:
    import nbformat  # noqa: PLC0415  the kernel starts while this is imported
    from nbclient import NotebookClient  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    content = nbformat.reads(notebook.read_text(encoding="utf-8"), as_version=4)
    client = NotebookClient(content, km=kernel, timeout=None, record_timing=False)
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EMPTY)])
    NotebookClient(empty, km=kernel, timeout=None).execute()
    try:
        client.execute(cwd=str(notebook.parent))
    except CellExecutionError as error:
        raise NotebookError(_explain(notebook, content.cells, error)) from None
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _explain(notebook: Path, cells: list[Any], error: Any) -> str:
    """Say which cell failed and why: the line alone for a bad input, the traceback for anything else."""
    failed = next(
        number
        for number, cell in enumerate(cells, start=1)
        if any(output["output_type"] == "error" for output in cell.get("outputs", ()))
    )
    where = f"{shown(notebook)}, cell {failed}"
    if error.ename == InputError.__name__:
        return f"{where}: {error.evalue}"
    return f"{where}: {error.ename}: {error.evalue}\n{error.traceback}"


def still_due(stamps: Sequence[Path]) -> list[Path]:
    """Give the notebooks whose stamp (``03-framing.due``) is newer than what they were executed into."""
    due = []
    for stamp in stamps:
        executed = stamp.with_suffix(".ipynb")
        if not executed.exists() or executed.stat().st_mtime_ns < stamp.stat().st_mtime_ns:
            due.append(paths.NOTEBOOKS / executed.name)
    return due


def main() -> None:
    """Execute the notebooks that are due, as the Makefile's stamps tell."""
    parser = argparse.ArgumentParser(description="Run the notebooks that are due.")
    parser.add_argument("stamps", nargs="+", type=Path, help="report/executed/NAME.due")
    told = parser.parse_args()
    try:
        execute(still_due(told.stamps), paths.EXECUTED)
    except NotebookError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
