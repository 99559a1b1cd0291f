"""The gate to matplotlib, loaded from its file: this environment has none of the other rooms' libraries."""

import importlib.util
from pathlib import Path

import pytest

RTL = Path(__file__).parents[2] / "src" / "analysis" / "display" / "rtl.py"


@pytest.fixture(scope="session")
def gate():
    found = importlib.util.spec_from_file_location("gate", RTL)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture
def old_gate(gate):
    """The gate as it is where matplotlib draws letter by letter."""
    if gate.NATIVE:
        pytest.skip("this matplotlib shapes text itself: make test-old-matplotlib tests the other branch")
    return gate
