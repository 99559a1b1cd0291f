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
    project = Project(tmp_path, origin=made)
    assert project.make("clean").returncode == 0
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
    settings = home / SETTINGS
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}', encoding="utf-8")
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


def wait_for(process, address, token, log):
    """Wait until JupyterLab answers; give what it says of itself."""
    until = time.monotonic() + 120
    while True:
        try:
            return ask(f"{address}/api/status", token)
        except (urllib.error.URLError, ConnectionError):
            log.seek(0)
            assert process.poll() is None, log.read()[-2000:]
            assert time.monotonic() < until, log.read()[-2000:]
            time.sleep(0.3)


def test_jupyterlab_starts_and_offers_the_notebooks(lab):
    process, address, token, log = lab
    assert "kernels" in wait_for(process, address, token, log)
    names = {entry["name"] for entry in ask(f"{address}/api/contents", token)["content"]}
    assert {"01-loading.ipynb", "04-comparison.ipynb"} <= names
    with pytest.raises(urllib.error.HTTPError, match="403"):
        ask(f"{address}/api/contents", "another token")


# --- what a researcher sees in JupyterLab itself ---------------------------------------------------

#: JupyterLab draws the cells in view alone, unless it is told to draw them all.
SETTINGS = ".jupyter/lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
NUMBERED = (
    "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].filter(o => /\\d/.test(o.innerText))"
)
CELLS = "document.querySelectorAll('.jp-CodeCell').length"


def playwright_timeout():
    return pytest.importorskip("playwright.sync_api").TimeoutError


def restart_and_run_all(page, address, token, name, attempts=3):
    """Open a notebook in JupyterLab and press "restart the kernel and run all cells".

    On a busy machine JupyterLab's connection to its kernel is lost now and then; then it is tried again.
    """
    for attempt in range(1, attempts + 1):
        page.goto(f"{address}/lab/tree/{name}?token={token}&reset")
        page.wait_for_selector(".jp-CodeCell", timeout=120_000)
        page.wait_for_selector(
            ".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=120_000
        )
        page.click("[data-jp-item-name='restart-and-run'] >> nth=0")
        page.click(".jp-Dialog button.jp-mod-accept")
        try:
            page.wait_for_function(f"{NUMBERED}.length > 0", timeout=40_000)
        except playwright_timeout():
            if attempt == attempts:
                raise
        else:
            page.wait_for_function(f"{NUMBERED}.length === {CELLS}", timeout=120_000)
            return


@pytest.fixture
def lab_page(lab, chromium):
    """A tab of Chromium, in front of a running JupyterLab."""
    process, address, token, log = lab
    wait_for(process, address, token, log)
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    yield lambda name: restart_and_run_all(page, address, token, name) or page
    page.close()


@pytest.mark.browser
def test_jupyterlab_shows_tables_reading_view_and_concordance_right_to_left(lab_page):
    page = lab_page("04-comparison.ipynb")
    assert page.locator(".jp-OutputArea-output .itar").count() > 10
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count() == 0
    if os.environ.get("ITAR_SCREENSHOTS"):
        folder = Path(os.environ["ITAR_SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        for part in (".findings", ".reading", "table.evidence"):
            page.locator(part).first.evaluate("one => one.scrollIntoView()")
            page.screenshot(path=str(folder / f"jupyterlab-{part.split('.')[-1]}.png"))
    shown = page.evaluate(
        """() => Object.fromEntries(['.reading', '.reading p.body', '.kwic', '.reading h3', '.exemplar']
            .map(name => [name, getComputedStyle(document.querySelector('.itar ' + name)).direction]))"""
    )
    assert set(shown.values()) == {"rtl"}, shown
    first, second = (page.locator(".reading article").nth(i).bounding_box() for i in range(2))
    assert second["x"] + second["width"] <= first["x"] or second["y"] >= first["y"] + first["height"]
    before, word, after = (
        page.locator(f"table.evidence .kwic >> nth=0 >> {part}").bounding_box()
        for part in (".before", "b", ".after")
    )
    assert after["x"] < word["x"] < before["x"]  # what comes before the keyword stands at its right
    outlet, told = (
        page.locator(f"table.voices >> nth=0 >> {tag}").first.bounding_box() for tag in ("th", "td")
    )
    assert outlet["x"] + outlet["width"] <= told["x"] + 1  # JupyterLab's own tables would overlap here
    strays = page.evaluate(
        """() => [...document.querySelectorAll('.itar :is(p, td, li, h3, h4, span, bdi)')]
            .filter(one => {
                const texts = [...one.childNodes].filter(node => node.nodeType === 3);
                const own = texts.map(node => node.data).join('').trim();
                return (own.match(/[\\u0621-\\u064a]/g) || []).length > 0.5 * own.length;
            })
            .filter(one => getComputedStyle(one).direction !== 'rtl')
            .map(one => one.textContent.slice(0, 40))"""
    )
    assert strays == []
