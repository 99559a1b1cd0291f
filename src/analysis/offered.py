"""What a room offers is imported when it is first asked for (PEP 562): nobody waits for what is not used."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def offers(room: str, modules: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a package.

    Parameters
    ----------
    room : str
        The package's ``__name__``.
    modules : mapping
        Which of its modules offers which names.

    Returns
    -------
    callable
        Gives what is asked for by name, and raises AttributeError for what no module offers.
    """
    module_of = {name: module for module, names in modules.items() for name in names}

    def offered(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{module_of[name]}"), name)

    return offered
