import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["collocation", "dispersion", "keyness", "quantities"])
def test_the_examples_in_the_documentation_hold(name):
    outcome = doctest.testmod(import_module(f"analysis.comparison.{name}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
