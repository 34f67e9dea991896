"""Functions for the named operations of linalg, made from their classes: `matmul(a, b, outs=[c])`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from ... import ir
from ..._mlir_libs._mlirDialectsLinalg import fill_builtin_region
from .. import _linalg_ops_gen as _gen
from .._ods_common import _cext, get_op_result_or_op_results, get_op_result_or_value

__all__ = ["ElementwiseOp"]


@_cext.register_operation(_gen._Dialect, replace=True)
class ElementwiseOp(_gen.ElementwiseOp):
    """An operation on elements of any kind.

    Without indexing maps, all inputs and the output are of one type; raises ValueError where they are not.
    """

    def __init__(
        self,
        result_tensors: Any,
        inputs: Any,
        outputs: Any,
        kind: Any,
        *,
        indexing_maps: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        if indexing_maps is None:
            types = [get_op_result_or_value(value).type for value in [*inputs, *outputs]]
            if any(type != types[0] for type in types):
                raise ValueError(
                    "expected inputs and outputs of one type, or indexing_maps; got "
                    + ", ".join(str(type) for type in types)
                )
            indexing_maps = [ir.AffineMap.get_identity(types[0].rank)] * len(types)
        super().__init__(result_tensors, inputs, outputs, kind, indexing_maps=indexing_maps, loc=loc, ip=ip)


def _result_types(outs: Sequence[Any]) -> list[Any]:
    """The types of the results: those of the outputs that are tensors."""
    return [out.type for out in outs if isinstance(out.type, ir.RankedTensorType)]


def _function(cls: Any) -> Callable[..., Any]:
    name = cls.OPERATION_NAME.partition(".")[2]

    def make(*ins: Any, outs: Sequence[Any], **attributes: Any) -> Any:
        inputs = [get_op_result_or_value(value) for value in ins]
        outputs = [get_op_result_or_value(value) for value in outs]
        op = cls(result_tensors=_result_types(outputs), inputs=inputs, outputs=outputs, **attributes)
        fill_builtin_region(op.operation)
        return get_op_result_or_op_results(op)

    make.__name__ = make.__qualname__ = name
    given = inspect.signature(cls.__init__).parameters.values()
    others = [parameter for parameter in given if parameter.name not in ("self", "result_tensors", "inputs", "outputs")]
    make.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter("ins", inspect.Parameter.VAR_POSITIONAL),
            inspect.Parameter("outs", inspect.Parameter.KEYWORD_ONLY),
            *(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in others),
        ]
    )
    make.__doc__ = (
        f"Makes a {cls.OPERATION_NAME} of inputs into the outputs `outs`.\n\n"
        "Tensors give results of the types of `outs`. Attributes are given by name."
    )
    return make


def _is_named(cls: Any) -> bool:
    """Whether a class is that of an operation that linalg knows the body of: all but `generic` take `outputs`."""
    if not (isinstance(cls, type) and issubclass(cls, ir.OpView) and cls is not _gen.GenericOp):
        return False
    parameters = list(inspect.signature(cls.__init__).parameters)
    return parameters[1:4] == ["result_tensors", "inputs", "outputs"]


for _cls in [value for value in vars(_gen).values() if _is_named(value)]:
    _made = _function(ElementwiseOp if _cls is _gen.ElementwiseOp else _cls)
    globals()[_made.__name__] = _made
    __all__.append(_made.__name__)
