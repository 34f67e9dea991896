"""Golden values by location, and which op of a program computes the value that a location names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from .._ttmlir_runtime.binary import Binary, OperationInfo
from .._ttmlir_runtime.runtime import CallbackContext, OpContext, get_program_index
from .locations import names_of_value

# The keys of an op's golden values, by the op's program and its position there.
_Keys = dict[tuple[int, int], list[str]]


class GoldenMap:
    """Golden values by location; the ops they belong to are worked out once for a Binary. Threads may share it."""

    def __init__(self, golden: Mapping[str, Any], ops: Sequence[str]) -> None:
        for key in golden:
            if not isinstance(key, str):
                raise TypeError(f"the key {key!r} is no text; golden values are found by location, such as model.py:12")
        self._golden = dict(golden)
        self._ops = ops
        self._keys: dict[int, _Keys] = {}
        self._met: set[str] = set()

    @property
    def missing(self) -> list[str]:
        """The keys that no op had so far."""
        return [key for key in self._golden if key not in self._met]

    def values_of(self, binary: Binary, context: CallbackContext, op: OpContext) -> list[Any]:
        """The golden values of an op's output; more than one where several keys name its location."""
        keys = self._keys.get(binary.id)
        if keys is None:
            keys = self._keys[binary.id] = self._keys_of(binary)
        found = keys.get((get_program_index(context), op.index), [])
        self._met.update(found)
        return [self._golden[key] for key in found]

    def _keys_of(self, binary: Binary) -> _Keys:
        """Of the ops that a key names, the last one in each program.

        Programs that others run count for keys alone that no other program has: what they compute on the way to a
        constant may be of the same line as what becomes of it.
        """
        last: dict[bool, dict[tuple[int, str], int]] = {False: {}, True: {}}
        for program in range(binary.get_num_programs()):
            private = binary.is_program_private(program)
            for index, operation in enumerate(binary.get_program_ops(program)):
                if self._may_compute(operation):
                    for key in names_of_value(operation.location) & self._golden.keys():
                        last[private][program, key] = index
        public_keys = {key for _, key in last[False]}
        keys: _Keys = {}
        for (program, key), index in [*last[False].items(), *last[True].items()]:
            if key not in public_keys or not binary.is_program_private(program):
                keys.setdefault((program, index), []).append(key)
        return keys

    def _may_compute(self, operation: OperationInfo) -> bool:
        # Constants that are handed over together are at the locations of all of them; each is compared where computed.
        if not operation.results or (operation.name == "ttcore.load_cached" and len(operation.results) > 1):
            return False
        plain = operation.name.partition(".")[2]
        return not self._ops or any(fnmatchcase(name, op) for op in self._ops for name in (operation.name, plain))
