"""Notebooks, executed by a real Jupyter kernel into ``report/executed/``, never in place.

Starting a kernel and importing takes longer than running a notebook on a small corpus. So the notebooks
that are due share one kernel, one after the other, each in an empty namespace. (That each gives the same
after a restart of its own is what ``tests/test_jupyter.py`` proves.)

An executed notebook says in its metadata which figures and tables it wrote. So a chart that it draws no
more leaves nothing behind.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
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
NO_HISTORY = "--HistoryManager.enabled=False"
#: Seconds to wait for what a cell shows, once it has run: on a busy machine nothing may be left out.
PATIENCE = 120
#: Where notebooks write what readers see, below the report's folder.
RESULTS = ("figures", "tables")
#: The key of an executed notebook's metadata that names what it wrote.
WROTE = "itar_wrote"


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
            before = _results(folder.parent)
            content = _run(notebook, kernel)
            after = _results(folder.parent)
            content["metadata"][WROTE] = sorted(name for name in after if after[name] != before.get(name))
            executed = folder / notebook.name
            left = _wrote(executed) - set(content["metadata"][WROTE])
            write_text(executed, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
            _remove(left, folder)


def _results(report: Path) -> dict[str, int]:
    """Give every figure and table of a report with the time at which it was written."""
    files = (file for name in RESULTS for file in (report / name).glob("*") if file.is_file())
    return {file.relative_to(report).as_posix(): file.stat().st_mtime_ns for file in files}


def _wrote(executed: Path) -> set[str]:
    """Give what an executed notebook says that it wrote; nothing where there is none yet."""
    try:
        return set(json.loads(executed.read_text(encoding="utf-8"))["metadata"].get(WROTE, ()))
    except (OSError, ValueError, KeyError):
        return set()


def _remove(left: set[str], folder: Path) -> None:
    """Remove figures and tables that their notebook writes no more, unless another one writes them."""
    others = {name for executed in folder.glob("*.ipynb") for name in _wrote(executed)}
    for name in left - others:
        (folder.parent / name).unlink(missing_ok=True)


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
    """Start the kernel with this Python, and without a history of what was typed.

    That history is a database, written by a thread beside the cells: where the two meet, IPython prints an
    error among the cell's own output, and the report would show it.
    """
    if kernel.kernel_spec is not None:
        started = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        kernel.kernel_spec.argv = [*started, NO_HISTORY]


def _run(notebook: Path, kernel: KernelManager) -> dict[str, Any]:
    import nbformat  # noqa: PLC0415  the kernel starts while this is imported
    from nbclient import NotebookClient  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    content = nbformat.reads(notebook.read_text(encoding="utf-8"), as_version=4)
    client = NotebookClient(
        content,
        km=kernel,
        timeout=None,
        record_timing=False,
        iopub_timeout=PATIENCE,
        raise_on_iopub_timeout=True,
    )
    setattr(client, "output", _bars_aside(client.output))  # noqa: B010  mypy lets no method be assigned
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EMPTY)])
    NotebookClient(empty, km=kernel, timeout=None).execute()
    try:
        client.execute()
    except CellExecutionError as error:
        raise NotebookError(_explain(notebook, content.cells, error)) from None
    executed: dict[str, Any] = content
    return executed


def _bars_aside(keep: Callable[..., Any]) -> Callable[..., Any]:
    """Show progress bars in the terminal, if there is one, and keep them out of the executed notebook."""

    def output(outputs: list[Any], message: dict[str, Any], *where: Any) -> Any:
        told = message["content"]
        if told.get("name") != "stderr" or not told["text"].startswith("\r"):
            return keep(outputs, message, *where)
        if sys.stderr.isatty():
            sys.stderr.write(told["text"])
            sys.stderr.flush()
        return None

    return output


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
