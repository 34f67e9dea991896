"""Comparing what a run computed with golden values: tolerances, the numbers of a comparison, and the verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..golden.metrics import get_atol_rtol, get_pcc
from ..golden.registry import Array


@dataclass(frozen=True)
class Tolerance:
    """What is compared, and how far values may be off.

    `pcc` is the least correlation, `atol` the largest absolute error and `rtol` the largest error relative to the
    golden element; each counts only where its `check_...` is true. Raises ValueError for numbers that make no sense.
    """

    pcc: float = 0.99
    atol: float = 1e-8
    rtol: float = 1e-5
    check_pcc: bool = True
    check_atol: bool = False
    check_rtol: bool = False

    def __post_init__(self) -> None:
        for name in ("atol", "rtol"):
            if math.isnan(getattr(self, name)) or getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}; a tolerance is 0 or more")
        if not -1 <= self.pcc <= 1:
            raise ValueError(f"pcc is {self.pcc}; a correlation lies between -1 and 1")


def compared(golden: Array, calculated: Array, tolerance: Tolerance) -> dict[str, Any]:
    """The numbers of a comparison, and the result: "pass", or "fail" with the problem in words."""
    report: dict[str, Any] = {
        "expected_pcc": tolerance.pcc,
        "expected_atol": tolerance.atol,
        "expected_rtol": tolerance.rtol,
    }
    if golden.shape != calculated.shape:
        return {**report, "result": "fail", "problem": f"its shape is {calculated.shape}, expected {golden.shape}"}
    atol, rtol = get_atol_rtol(golden, calculated)
    pcc = get_pcc(golden, calculated, tolerance.atol, tolerance.rtol)
    wanted, got = golden.astype(np.float64), calculated.astype(np.float64)
    problems = []
    if tolerance.check_pcc and not pcc >= tolerance.pcc:
        problems.append(f"pcc {pcc:.8g} is below {tolerance.pcc:g}")
    if tolerance.check_atol and not atol <= tolerance.atol:
        problems.append(f"max abs error {atol:.4g} is above atol={tolerance.atol:g}")
    if tolerance.check_rtol and not rtol <= tolerance.rtol:
        problems.append(f"max rel error {rtol:.4g} is above rtol={tolerance.rtol:g}")
    return {
        **report,
        "result": "fail" if problems else "pass",
        "problem": "; ".join(problems),
        "actual_pcc": pcc,
        "actual_atol": atol,
        "actual_rtol": rtol,
        "allclose": bool(np.allclose(got, wanted, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True)),
    }


def described(report: dict[str, Any]) -> str:
    """A failed comparison in words, with all numbers."""
    if "actual_pcc" not in report:
        return str(report["problem"])
    return (
        f"{report['problem']} (pcc {report['actual_pcc']:.8g}, max abs error {report['actual_atol']:.4g}, "
        f"max rel error {report['actual_rtol']:.4g})"
    )
