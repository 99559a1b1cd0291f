"""Where numba lives: the decorator under which :mod:`.scan` and ``framing.phrases`` are compiled.

Code is compiled once a machine and kept in the project's cache. Importing this takes half a second, so
that whoever needs it imports it late.
"""

import os
from typing import Any

import numba
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.cpython.unsafe.numbers import trailing_zeros as _trailing_zeros
from numba.extending import intrinsic

from analysis import paths

if not os.environ.get("NUMBA_CACHE_DIR"):
    vars(numba.config)["CACHE_DIR"] = str(paths.CACHE / "numba")

#: Compiled on first use, kept between runs, and free of Python's lock. What is compiled makes no arrays,
#: it is given them: numba then counts no references, which in short loops costs more than the work.
_SETTINGS: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
compiled: Any = numba.njit(**_SETTINGS)


@intrinsic
def _eight_bytes(_context, content, place):  # type: ignore[no-untyped-def]
    """Read eight bytes of an array of bytes at once, from any place on, the first in the lowest bits."""

    def generated(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        there = builder.gep(array.data, [arguments[1]])
        return builder.load(builder.bitcast(there, ir.IntType(64).as_pointer()), align=1)

    return types.uint64(content, types.int64), generated


#: ``eight_bytes(content, place)`` inside compiled code.
eight_bytes: Any = _eight_bytes
#: ``trailing_zeros(number)``: how many of its lowest bits are not set.
trailing_zeros: Any = _trailing_zeros
