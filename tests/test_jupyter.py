"""The notebooks as a researcher runs them: in JupyterLab's own kernel, without the Makefile."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from project import Project

pytestmark = pytest.mark.slow

#: What "Restart and run all" does, one notebook after the other.
RUN_ALL = """\
import pathlib, sys, nbformat
from nbclient import NotebookClient
for path in sorted(pathlib.Path("notebooks").glob("*.ipynb")):
    NotebookClient(nbformat.read(path, as_version=4), timeout=120, kernel_name="python3",
                   resources={"metadata": {"path": "notebooks"}}).execute()
"""


def jupyter(project):
    """Give the environment of a user whose Python knows the project, all else in the home folder."""
    settings = {"PYTHONPATH": str(project.folder / "src"), "PYTHONUTF8": "1"}
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return project.environment(**settings, PATH=programs)


def test_restart_and_run_all_gives_the_makefiles_tables(made, tmp_path):
    project = Project(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", RUN_ALL],
        cwd=project.folder,
        env=jupyter(project),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    ours = project.outputs("report/tables", "report/figures")
    assert "report/tables/mentions.csv" in ours
    assert ours == made.outputs("report/tables", "report/figures")


@pytest.fixture
def lab(made, tmp_path):
    """Start JupyterLab on a free port of this machine alone; end it by its own process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    home = tmp_path / "home"
    home.mkdir()
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    with subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "notebooks", "--no-browser", "--allow-root",
            "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
        ],
        cwd=made.folder, env={**jupyter(made), "HOME": str(home)}, stdout=log, stderr=log,
    ) as process:  # fmt: skip
        yield process, f"http://127.0.0.1:{port}", token, log
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
    log.close()


def ask(address, token):
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def test_jupyterlab_starts_and_offers_the_notebooks(lab):
    process, address, token, log = lab
    until = time.monotonic() + 90
    while True:
        try:
            status = ask(f"{address}/api/status", token)
            break
        except (urllib.error.URLError, ConnectionError):
            log.seek(0)
            assert process.poll() is None, log.read()[-2000:]
            assert time.monotonic() < until, log.read()[-2000:]
            time.sleep(0.3)
    assert "kernels" in status
    names = {entry["name"] for entry in ask(f"{address}/api/contents", token)["content"]}
    assert {"01-loading.ipynb", "04-comparison.ipynb"} <= names
    with pytest.raises(urllib.error.HTTPError, match="403"):
        ask(f"{address}/api/contents", "another token")
