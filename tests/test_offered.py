"""What a room offers is what it says, and is imported only when it is asked for."""

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

import pytest

import analysis.comparison
import analysis.display
from analysis.offered import offers

ROOMS = pytest.mark.parametrize("room", [analysis.comparison, analysis.display])


@ROOMS
def test_everything_offered_is_there_and_listed(room):
    names = [name for of_module in room.OFFERED.values() for name in of_module]
    assert sorted(names) == sorted(room.__all__)
    for module, of_module in room.OFFERED.items():
        home = import_module(f"{room.__name__}.{module}")
        assert all(getattr(room, name) is getattr(home, name) for name in of_module)


@ROOMS
def test_no_name_offered_is_that_of_a_module(room):
    """A module's name would hide what is offered as soon as the module is imported."""
    modules = {module.name for module in iter_modules(room.__path__)}
    assert modules & set(room.__all__) == set(), modules


def test_what_is_not_offered_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'a room' has no attribute 'nothing'"):
        offers("a room", {"module": ("something",)})("nothing")


def test_naming_does_not_wait_for_scipy_nor_the_findings_for_it():
    code = (
        "import sys; from analysis.comparison import find_namings; from analysis.display import findings; "
        "sys.exit(any(name.startswith(('scipy.special', 'scipy.sparse')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
