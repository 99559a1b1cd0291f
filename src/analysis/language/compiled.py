"""Where numba lives: the decorator under which :mod:`.scan` and ``framing.phrases`` are compiled.

Code is compiled once a machine and kept in the project's cache. Importing this takes half a second, so
that whoever needs it imports it late.
"""

import os
from typing import Any

import numba
import numpy as np
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
#: For what is called for every token: its lines are put where it is called.
inlined: Any = numba.njit(forceinline=True, **_SETTINGS)

#: A place in an array, counted without a sign: so it is not asked at every step whether a place counts from
#: the end, which in short loops costs half the time.
index: Any = np.uint64


@intrinsic
def _eight_bytes(_context, content, place):  # type: ignore[no-untyped-def]
    """Read eight bytes of an array of bytes at once, from any place on, the first in the lowest bits."""

    def generated(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        there = builder.gep(array.data, [arguments[1]])
        return builder.load(builder.bitcast(there, ir.IntType(64).as_pointer()), align=1)

    return types.uint64(content, types.int64), generated


@intrinsic
def _fetch(_context, table, row):  # type: ignore[no-untyped-def]
    """Begin to fetch a row of a table of four times eight bytes, without waiting for it."""

    def generated(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        there = builder.gep(
            builder.bitcast(array.data, byte), [builder.mul(arguments[1], ir.IntType(64)(32))]
        )
        how = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        # To be read, to be kept, and data.
        told = [number(0), number(3), number(1)]
        builder.call(builder.module.declare_intrinsic("llvm.prefetch", [byte], how), [there, *told])
        return context.get_dummy_value()

    return types.void(table, types.uint64), generated


@intrinsic
def _plain_letters(_context, content, place):  # type: ignore[no-untyped-def]
    """Tell of 64 bytes which begin a letter from U+0620 to U+065F, the first in the lowest bit.

    Such a letter is D8 before A0 to BF, or D9 before 80 to 9F: so one byte more is read.
    """

    def generated(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        many = ir.VectorType(ir.IntType(8), 64)

        def all_of(byte: int) -> Any:
            return ir.Constant(many, [byte] * 64)

        def bytes_from(offset: int) -> Any:
            there = builder.gep(array.data, [builder.add(arguments[1], ir.IntType(64)(offset))])
            return builder.load(builder.bitcast(there, many.as_pointer()), align=1)

        lead, head = bytes_from(0), builder.and_(bytes_from(1), all_of(0xE0))
        either = [
            builder.and_(
                builder.icmp_unsigned("==", lead, all_of(first)),
                builder.icmp_unsigned("==", head, all_of(second)),
            )
            for first, second in ((0xD8, 0xA0), (0xD9, 0x80))
        ]
        return builder.bitcast(builder.or_(*either), ir.IntType(64))

    return types.uint64(content, types.int64), generated


#: ``eight_bytes(content, place)`` inside compiled code.
eight_bytes: Any = _eight_bytes
#: ``plain_letters(content, place)``: 64 bits, one a byte.
plain_letters: Any = _plain_letters
#: ``fetch(table, row)``: a table of shape (n, 4), eight bytes each.
fetch: Any = _fetch
#: ``trailing_zeros(number)``: how many of its lowest bits are not set.
trailing_zeros: Any = _trailing_zeros
