"""Memory that is needed soon, asked for now: the processor works on meanwhile.

Texts that are compared lie anywhere among gigabytes, and waiting for them takes longer than comparing them.
"""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.cgutils import get_or_insert_function
from numba.extending import intrinsic

AHEAD = 12  # where a text lies is asked for so many pairs ahead
SOON = 4  # the text itself
LINE = 64  # octets that come together
IN_LINE = LINE // 8  # so many shingles
MOST_FETCHED = 10 * IN_LINE  # of a longer text the rest comes by itself

_FOR_READING, _TO_KEEP, _DATA = 0, 3, 1  # what LLVM's prefetch is told


def _ask(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
    octet, number = ir.IntType(8).as_pointer(), ir.IntType(32)
    place = builder.bitcast(builder.gep(data, [arguments[1]]), octet)
    kind = ir.FunctionType(ir.VoidType(), [octet, number, number, number])
    prefetch = get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")  # type: ignore[no-untyped-call]
    builder.call(prefetch, [place, *(ir.Constant(number, each) for each in (_FOR_READING, _TO_KEEP, _DATA))])
    return context.get_dummy_value()


def _fetch(_: Any, array: Any, at: Any) -> Any:
    """Ask for what stands at a place of an array of one dimension; nothing happens where there is none."""
    return types.void(array, types.intp), _ask


fetch: Any = intrinsic(_fetch)
