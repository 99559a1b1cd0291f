"""Where numba lives: the decorator under which :mod:`.scan` and ``framing.phrases`` are compiled.

Code is compiled once a machine and kept in the project's cache. Importing this takes half a second, so
that whoever needs it imports it late.
"""

import os
from typing import Any

import numba

from analysis import paths

if not os.environ.get("NUMBA_CACHE_DIR"):
    vars(numba.config)["CACHE_DIR"] = str(paths.CACHE / "numba")

#: Compiled on first use, kept between runs, and free of Python's lock.
compiled: Any = numba.njit(cache=True, nogil=True)
inlined: Any = numba.njit(cache=True, nogil=True, inline="always")
