"""A bar for long work: nothing for quick work, and nothing where nobody looks."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO, TypeVar

Part = TypeVar("Part")

#: Work that is done within so many seconds shows no bar.
PATIENCE = 2.0


def progress(work: Iterable[Part], what: str, total: int | None = None, **how: Any) -> Iterator[Part]:
    """Yield the parts of some work; a bar tells how far it is once it has taken a while.

    Parameters
    ----------
    work : iterable
        Articles, batches of forms, or whatever is worked through one by one.
    what : str
        What is being done, such as "reading articles".
    total : int, optional
        How many parts there are, where ``len(work)`` does not tell.
    **how
        Passed to :class:`tqdm.tqdm`.

    Returns
    -------
    iterator
        The same parts. The bar goes to a terminal or a notebook, and nowhere else.
    """
    if not is_watched(sys.stderr):
        yield from work
        return
    from tqdm import tqdm  # noqa: PLC0415  only who is watched needs it

    yield from tqdm(work, desc=what, total=total, **{"delay": PATIENCE, "leave": False, **how})


def is_watched(stream: TextIO) -> bool:
    """Tell whether somebody can see a stream: a terminal, or the output of a notebook's cell."""
    return type(stream).__module__.startswith("ipykernel") or stream.isatty()
