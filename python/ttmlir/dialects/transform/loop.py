"""Operations of the dialect transform: loops."""

# ruff: noqa: F403  (this module hands on what was generated)
from __future__ import annotations

from typing import Any

from .. import _loop_transform_ops_gen as _gen
from .._loop_transform_ops_gen import *
from .._loop_transform_ops_gen import _Dialect
from .._ods_common import _cext
from .._ods_common import get_op_result_or_value as _value

_register = _cext.register_operation(_Dialect, replace=True)


@_register
class LoopOutlineOp(_gen.LoopOutlineOp):
    """Makes a function of a loop's body, and a call of it."""

    def __init__(
        self, function_type: Any, call_type: Any, target: Any, *, func_name: Any, loc: Any = None, ip: Any = None
    ) -> None:
        super().__init__(function_type, call_type, _value(target), func_name, loc=loc, ip=ip)


@_register
class LoopPeelOp(_gen.LoopPeelOp):
    """Splits turns off a loop, so that the step divides the rest."""

    def __init__(
        self,
        main_loop_type: Any,
        remainder_loop_type: Any,
        target: Any,
        *,
        peel_front: Any = False,
        fail_if_already_divisible: Any = False,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            main_loop_type,
            remainder_loop_type,
            _value(target),
            peel_front=peel_front,
            fail_if_already_divisible=fail_if_already_divisible,
            loc=loc,
            ip=ip,
        )


@_register
class LoopPipelineOp(_gen.LoopPipelineOp):
    """Lets turns of a loop overlap: one begins each `iteration_interval`, a read takes `read_latency`."""

    def __init__(
        self,
        result_type: Any,
        target: Any,
        *,
        iteration_interval: Any = None,
        read_latency: Any = None,
        loc: Any = None,
        ip: Any = None,
    ) -> None:
        super().__init__(
            result_type,
            _value(target),
            iteration_interval=1 if iteration_interval is None else iteration_interval,
            read_latency=10 if read_latency is None else read_latency,
            loc=loc,
            ip=ip,
        )


@_register
class LoopUnrollOp(_gen.LoopUnrollOp):
    """Repeats a loop's body `factor` times in each turn."""

    def __init__(self, target: Any, *, factor: Any, loc: Any = None, ip: Any = None) -> None:
        super().__init__(_value(target), factor, loc=loc, ip=ip)
