"""Stripping of clitics, compiled: what :func:`.clitics.strip_clitics` says, for many forms and few stems."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.language.clitics import affixes, shortest_stem
from analysis.language.compiled import compiled, index
from analysis.language.tree import LONGEST, letters_of, plant, read_letters, step, walk_back, walk_on

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_PROCLITICS, _ENCLITICS, _STEMS = range(3)


class Stripper:
    """Finds which of some stems a form may hold between its clitics.

    Parameters
    ----------
    stems : sequence of str
        In normalised spelling.
    """

    def __init__(self, stems: Sequence[str]) -> None:
        before, behind = affixes()
        self._letters = letters_of([*stems, *before, *behind, "هت"])
        unified = self._letters.unified
        self._feminine = np.array([unified[ord("ه")], unified[ord("ت")]], dtype=np.int64)
        proclitics, enclitics = sorted({"", *before}), sorted({"", *(string[::-1] for string in behind)})
        roots = [(range(len(strings)), strings) for strings in (proclitics, enclitics, stems)]
        self._tree = plant(roots, self._letters)

    def stems_in(self, content: Bytes, begins: Integers, chosen: Integers) -> tuple[Integers, Integers]:
        """Pair forms, named by their rows in ``begins``, with the numbers of the stems that they may hold.

        Forms that are too long, or have signs of several letters, are left to
        :func:`.clitics.strip_clitics`.
        """
        room = len(chosen) + 64
        while True:
            found = np.empty((2, room), dtype=np.int64)
            n = strip(
                content, begins, chosen, *self._letters[:2], *self._tree, self._feminine, shortest_stem(),
                found, *np.empty((2, LONGEST), dtype=np.uint16), np.empty(LONGEST + 1, dtype=np.int64),
            )  # fmt: skip
            if n <= room:
                return found[0, :n], found[1, :n]
            room = n


# --- compiled --------------------------------------------------------------------------------------


@compiled
def strip(  # type: ignore[no-untyped-def]
    content, begins, chosen, plain, unified, steps, first, first_two, heights, entry_begins, entries,
    feminine, shortest, found, spelt, letters, enclitic,
):  # fmt: skip
    """Fill in the pairs of form and stem, and give their number; one may come twice."""
    total = 0
    heh, teh = feminine[0], feminine[1]
    for row in range(len(chosen)):
        form = chosen[row]
        n = read_letters(content, begins[form], begins[form + 1], plain, unified, spelt, letters)
        if n < 1:
            continue
        first_end = walk_back(steps, first, first_two, _ENCLITICS, letters, n, enclitic)
        proclitic = np.int64(_PROCLITICS)
        for i in range(n):
            if entry_begins[index(proclitic)] < entry_begins[index(proclitic + 1)]:
                # The first two letters are looked up at once where no stem is so short.
                skipped = 2 if shortest > 2 and n - i > 2 else 0
                stem = (
                    np.int64(first_two[_STEMS, letters[index(i)], letters[index(i + 1)]])
                    if skipped
                    else np.int64(_STEMS)
                )
                for j in range(i + 1 + skipped, n + 1):
                    if stem < 0:
                        break
                    last = np.int64(letters[index(j - 1)])
                    before, stem = stem, step(steps, stem, last)
                    if j < first_end:
                        continue
                    node = enclitic[index(j)]
                    may_end = entry_begins[index(node)] < entry_begins[index(node + 1)]
                    if may_end and (j - i >= shortest or j - i == n):
                        feminised = np.int64(-1)
                        if j < n and last == teh:
                            feminised = step(steps, before, heh)
                        elif j < n and stem >= 0:
                            feminised = step(steps, stem, heh)
                        for held in (stem, feminised):
                            if held < 0:
                                continue
                            for entry in range(entry_begins[held], entry_begins[held + 1]):
                                if total < found.shape[1]:
                                    found[0, total], found[1, total] = form, entries[entry]
                                total += 1
            proclitic = walk_on(steps, first, first_two, _PROCLITICS, letters, 0, i, proclitic)
            if proclitic < 0:
                break
    return total
