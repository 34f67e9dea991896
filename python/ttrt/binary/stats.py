"""Counts over the ops of a Binary."""

from __future__ import annotations

from collections import Counter

from ..runtime._ttmlir_runtime.binary import Binary


def collect_op_stats(binary: Binary) -> dict[str, dict[str, int]]:
    """For each program, how often it has each op, most frequent first."""
    stats: dict[str, dict[str, int]] = {}
    for index in range(binary.get_num_programs()):
        counts = Counter(op.name for op in binary.get_program_ops(index))
        stats[binary.get_program_name(index)] = dict(counts.most_common())
    return stats
