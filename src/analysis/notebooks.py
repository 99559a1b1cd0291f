"""Notebooks, executed by a real Jupyter kernel into ``report/executed/``, never in place."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

# jsonschema, which nbformat imports, would build a grammar of internationalised addresses (1.2 s) for a
# check that no notebook needs; it does without where the package is missing.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

from jupyter_client.manager import KernelManager

from analysis.errors import InputError, shown
from analysis.tables import write_text


def execute(notebook: Path, target: Path) -> None:
    """Run a notebook from top to bottom and write it with its outputs.

    Parameters
    ----------
    notebook : Path
        A notebook; it is only read.
    target : Path
        Where the executed notebook goes; nothing is written when a cell fails.

    Raises
    ------
    InputError
        Naming the notebook and the cell that failed, with the cell's own message.
    """
    kernel = _start_kernel()
    import nbformat  # noqa: PLC0415  the kernel starts while this is imported
    from nbclient import NotebookClient  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    content = nbformat.reads(notebook.read_text(encoding="utf-8"), as_version=4)
    client = NotebookClient(
        content, km=kernel, timeout=None, record_timing=False, shutdown_kernel="immediate"
    )
    try:
        client.execute(cwd=str(notebook.parent))
    except CellExecutionError as error:
        raise InputError(_explain(notebook, content.cells, error)) from None
    write_text(target, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _start_kernel() -> KernelManager:
    """Start a kernel of this very Python, reachable from this machine's own processes only."""
    kernel = KernelManager(kernel_name="python3", transport="ipc" if sys.platform != "win32" else "tcp")
    if kernel.kernel_spec is not None:
        kernel.kernel_spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.start_kernel()
    return kernel


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


def main() -> None:
    """Execute a notebook from the command line."""
    parser = argparse.ArgumentParser(description="Run a notebook from top to bottom.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    told = parser.parse_args()
    try:
        execute(told.notebook, told.to)
    except InputError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
