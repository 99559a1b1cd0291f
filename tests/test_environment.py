"""The dependencies are said once, in pyproject.toml; conda's file and the locks agree with it."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analysis import paths

PROJECT = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: What conda-forge calls otherwise than PyPI.
CONDA_NAMES = {"playwright": "playwright-python"}
#: In conda's file only: the interpreter and tools that pip users bring, and the CPU build of torch, which
#: keeps pip from fetching wheels with CUDA for camel-tools.
CONDA_ONLY = {"python", "pip", "make", "pytorch-cpu", "transformers"}
LOCKS = ("requirements.lock", "requirements-dev.lock")


def by_name(lines):
    """Read requirements; the same name in another spelling (jupyter_client) is the same package."""
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


DECLARED = by_name(PROJECT["project"]["dependencies"])
FOR_TESTS = by_name(PROJECT["dependency-groups"]["dev"])
CONDA = yaml.safe_load((paths.ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
FROM_CONDA = by_name(line for line in CONDA if isinstance(line, str))
FROM_PIP = by_name(line for entry in CONDA if isinstance(entry, dict) for line in entry["pip"])


def test_what_the_owner_asked_for_is_declared():
    asked = {"jupyterlab", "pandas", "matplotlib", "camel-tools", "arabic-reshaper", "python-bidi"}
    assert asked <= set(DECLARED)
    assert "3.11.1" not in DECLARED["matplotlib"].specifier
    assert "3.11.2" in DECLARED["matplotlib"].specifier


@pytest.mark.parametrize("name", sorted(DECLARED | FOR_TESTS))
def test_condas_file_asks_for_the_same(name):
    ours = (DECLARED | FOR_TESTS)[name]
    theirs = (FROM_CONDA | FROM_PIP).get(name) or FROM_CONDA[CONDA_NAMES[name]]
    assert theirs.specifier == ours.specifier


def test_condas_file_asks_for_nothing_else():
    conda_names = {CONDA_NAMES.get(name, name) for name in DECLARED | FOR_TESTS}
    assert set(FROM_CONDA) - CONDA_ONLY <= set(DECLARED | FOR_TESTS) | conda_names
    assert set(FROM_PIP) <= set(DECLARED | FOR_TESTS)
    assert not set(FROM_CONDA) & set(FROM_PIP)


def test_condas_python_is_the_projects():
    assert (
        FROM_CONDA["python"].specifier == Requirement(f"x{PROJECT['project']['requires-python']}").specifier
    )


def test_the_cpu_build_of_torch_stands_beside_transformers():
    assert {"pytorch-cpu", "transformers"} <= set(FROM_CONDA)
    assert not {"torch", "pytorch", "pytorch-gpu"} & set(FROM_CONDA | FROM_PIP)


def test_pip_is_there_for_what_only_pip_has():
    assert "pip" in FROM_CONDA
    assert FROM_PIP


def test_torch_and_transformers_are_overridden_away():
    overridden = by_name(PROJECT["tool"]["uv"]["override-dependencies"])
    for name in ("torch", "transformers"):
        assert not overridden[name].marker.evaluate({"sys_platform": "linux"})


# --- the locks ------------------------------------------------------------------------------------


def content(lock):
    return (paths.ROOT / lock).read_text(encoding="utf-8")


def entries(lock):
    """Give each requirement of a lock with its hashes."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", content(lock), flags=re.M))
    for line in filter(str.strip, joined.splitlines()):
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        yield Requirement(requirement), hashes


def pinned(lock):
    pins = {}
    for requirement, _ in entries(lock):
        pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return pins


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock):
    read = list(entries(lock))
    assert len(read) > 50
    for requirement, hashes in read:
        assert [clause.operator for clause in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_stands_in_a_lock(lock):
    assert re.findall(r"\w+://|file:|index-url|find-links|trusted-host|@ ", content(lock)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_the_neural_parts_would_bring_is_left_out(lock):
    brought = [n for n in pinned(lock) if re.match(r"torch|transformers$|nvidia|triton|cuda", n)]
    assert brought == []


@pytest.mark.parametrize(
    ("lock", "declared"), [("requirements.lock", DECLARED), ("requirements-dev.lock", DECLARED | FOR_TESTS)]
)
def test_every_dependency_is_pinned_at_a_version_that_it_allows(lock, declared):
    pins = pinned(lock)
    for name, requirement in declared.items():
        versions = [next(iter(pin.specifier)).version for pin in pins[name]]
        assert versions
        assert all(version in requirement.specifier for version in versions), requirement


def test_both_locks_pin_the_same_versions():
    ours, for_tests = map(pinned, LOCKS)
    assert {name: set(map(str, pins)) for name, pins in ours.items()} == {
        name: set(map(str, for_tests[name])) for name in ours
    }
