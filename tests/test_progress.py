"""The bar: every part once, nothing said of quick work, nothing where nobody looks."""

import io
import time

import pytest

from analysis import progress as module
from analysis.notebooks import _bars_aside
from analysis.progress import is_watched, progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def open_terminal(monkeypatch):
    """Let a test write to a terminal: called inside the test, as pytest sets its own stream before it."""

    def opened():
        shown = Terminal()
        monkeypatch.setattr("sys.stderr", shown)
        return shown

    return opened


def test_every_part_comes_once_in_order(open_terminal):
    open_terminal()
    assert list(progress(iter("abc"), "spelling")) == list("abc")
    assert list(progress([], "nothing")) == []


def test_quick_work_shows_nothing(open_terminal):
    terminal = open_terminal()
    list(progress(range(1000), "counting"))
    assert terminal.getvalue() == ""


def test_long_work_says_what_it_does_and_how_far_it_is(open_terminal, monkeypatch):
    terminal = open_terminal()
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    for _ in progress(range(4), "reading articles", mininterval=0, miniters=1):
        time.sleep(0.02)
    assert "reading articles: 100%" in terminal.getvalue()
    assert "4/4" in terminal.getvalue()


def test_where_nobody_looks_nothing_is_written(monkeypatch):
    unseen = io.StringIO()
    monkeypatch.setattr("sys.stderr", unseen)
    monkeypatch.setattr(module, "PATIENCE", 0)
    assert list(progress(range(3), "reading")) == [0, 1, 2]
    assert unseen.getvalue() == ""


def test_a_notebooks_cell_is_watched():
    outputs = type("OutStream", (io.StringIO,), {"__module__": "ipykernel.iostream"})
    assert is_watched(outputs())
    assert is_watched(Terminal())
    assert not is_watched(io.StringIO())


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [("stderr", "\rreading: 10%", False), ("stderr", "a warning", True), ("stdout", "\rprinted", True)],
)
def test_an_executed_notebook_keeps_what_was_said_but_no_bar(name, text, kept, monkeypatch):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    outputs = []
    output = _bars_aside(lambda where, message, *_: where.append(message))
    output(outputs, {"msg_type": "stream", "content": {"name": name, "text": text}}, None, 0)
    assert bool(outputs) is kept


def test_a_terminal_sees_the_bar_of_a_running_notebook(open_terminal):
    terminal = open_terminal()
    output = _bars_aside(lambda *_: None)
    output([], {"msg_type": "stream", "content": {"name": "stderr", "text": "\rreading: 10%"}}, None, 0)
    assert terminal.getvalue() == "\rreading: 10%"
