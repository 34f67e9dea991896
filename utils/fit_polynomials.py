"""Fits the polynomials of the vectorised elementary functions and writes them as a C++ header.

Each polynomial minimises the largest weighted error on its interval (Lawson's iteration), with coefficients in float32:
they are rounded one by one, lowest degree first, and the others are fitted again after each. Needs numpy only.

    python3 utils/fit_polynomials.py > runtime/lib/ttnn/fast/isa/polynomials.h
"""

import math
import sys

import numpy as np

SAMPLES = 4000


def chebyshev_points(low: float, high: float) -> np.ndarray:
    """Points that lie denser towards the ends of the interval, where minimax errors peak."""
    nodes = np.cos(np.pi * (np.arange(SAMPLES) + 0.5) / SAMPLES)
    return 0.5 * (low + high) + 0.5 * (high - low) * nodes


def minimax(x: np.ndarray, target: np.ndarray, weight: np.ndarray, powers: list[int]) -> np.ndarray:
    """Coefficients c of sum(c_i x^powers_i) that make max |weight (target - sum)| small."""
    scale = np.max(np.abs(x))
    basis = np.stack([(x / scale) ** p for p in powers], axis=1) * weight[:, None]
    goal = target * weight
    lawson = np.full(len(x), 1.0 / len(x))
    best, best_error = None, math.inf
    for _ in range(60):
        root = np.sqrt(lawson)
        coefficients = np.linalg.lstsq(basis * root[:, None], goal * root, rcond=None)[0]
        error = np.abs(basis @ coefficients - goal)
        if error.max() < best_error:
            best, best_error = coefficients, error.max()
        lawson = lawson * (error + 1e-3 * error.max())
        lawson /= lawson.sum()
    return best / np.array([scale**p for p in powers])


def fit(function, low: float, high: float, degree: int, weight=None, fixed: dict[int, float] | None = None):
    """Float32 coefficients, lowest degree first, and the largest weighted error. `fixed` presets some of them."""
    x = chebyshev_points(low, high)
    target = np.array([function(v) for v in x])
    weights = np.ones_like(x) if weight is None else np.array([weight(v) for v in x])
    coefficients = {k: float(v) for k, v in (fixed or {}).items()}
    while len(coefficients) <= degree:
        free = [p for p in range(degree + 1) if p not in coefficients]
        rest = target - sum(c * x**p for p, c in coefficients.items())
        fitted = minimax(x, rest, weights, free)
        coefficients[free[0]] = float(np.float32(fitted[0]))
    values = [coefficients[p] for p in range(degree + 1)]
    error = np.max(np.abs((np.polyval(values[::-1], x) - target) * weights))
    return values, error


def exp_tail(x: float) -> float:
    """(exp(x) - 1 - x) / x^2."""
    if abs(x) < 1e-2:
        return sum(x**k / math.factorial(k + 2) for k in range(8))
    return (math.expm1(x) - x) / (x * x)


def log_tail(x: float) -> float:
    """(log(1 + x) - x + x^2 / 2) / x^3."""
    if abs(x) < 2e-2:
        return sum((-x) ** k / (k + 3) for k in range(12))
    return (math.log1p(x) - x + 0.5 * x * x) / x**3


def erf_core(z: float) -> float:
    """erf(x) / x - 1 at x^2 = z."""
    x = math.sqrt(z)
    return math.erf(x) / x - 1.0 if x > 1e-8 else 2.0 / math.sqrt(math.pi) - 1.0


def scaled_erfc(x: float) -> float:
    """exp(x^2) erfc(x), by its continued fraction where erfc itself would underflow."""
    if x < 5.0:
        return math.exp(x * x) * math.erfc(x)
    fraction = x
    for k in range(60, 0, -1):
        fraction = x + 0.5 * k / fraction
    return 1.0 / (fraction * math.sqrt(math.pi))


# erfc(x) exp(x^2) (1 + c x) is a smooth function of t = 1 / (1 + c x), which runs over (0, 1]; around the middle its
# coefficients are small, so that their sum rounds well.
ERFC_C = 0.5
ERFC_MIDDLE = 0.5
ERFC_END = 10.2


def erfc_core(u: float) -> float:
    """exp(x^2) erfc(x) / t, t = u + ERFC_MIDDLE, at the x that belongs to t."""
    t = u + ERFC_MIDDLE
    x = (1.0 / t - 1.0) / ERFC_C
    return scaled_erfc(x) / t


def tanh_core(z: float) -> float:
    """(tanh(x) / x - 1) / x^2 at x^2 = z."""
    x = math.sqrt(z)
    if x < 0.05:
        return -1 / 3 + z * (2 / 15 + z * (-17 / 315 + z * 62 / 2835))
    return (math.tanh(x) / x - 1.0) / z


def main() -> None:
    """Fit all functions and print the header; the errors go to the other stream."""
    half_log2 = 0.5 * math.log(2.0) * 1.0001
    functions = [
        (
            "Exp",
            "exp(x) = 1 + x + x^2 p(x) for |x| <= log(2)/2",
            *fit(exp_tail, -half_log2, half_log2, 4, lambda x: x * x),
        ),
        (
            "Log",
            "log(1 + x) = x - x^2/2 + x^3 p(x) for sqrt(1/2) <= 1 + x < sqrt(2)",
            *fit(log_tail, math.sqrt(0.5) - 1, math.sqrt(2) - 1, 7, lambda x: abs(x**3 / math.log1p(x)) if x else 0.0),
        ),
        ("Erf", "erf(x) = x + x p(x^2) for |x| <= 1", *fit(erf_core, 0.0, 1.0, 6)),
        (
            "Erfc",
            "erfc(x) = exp(-x^2) t p(t - 1/2), t = 1 / (1 + x/2), for 0 <= x <= 10.2",
            *fit(
                erfc_core,
                1.0 / (1.0 + ERFC_C * ERFC_END) - ERFC_MIDDLE,
                1.0 - ERFC_MIDDLE,
                9,
                lambda t: 1.0 / erfc_core(t),
            ),
        ),
        ("Tanh", "tanh(x) = x + x^3 p(x^2) for |x| <= 0.625", *fit(tanh_core, 0.0, 0.625**2, 4, lambda z: z)),
    ]
    print("// Coefficients of the elementary functions, lowest degree first. Written by utils/fit_polynomials.py.")
    print("#pragma once\n")
    print("namespace tt::runtime::fast::polynomials {\n")
    for name, formula, values, error in functions:
        print(f"/// {formula}; error {error:.2g}.")
        print(
            f"inline constexpr float k{name}[] = {{{', '.join(f'{v:.9g}f' if '.' in f'{v:.9g}' or 'e' in f'{v:.9g}' else f'{v:.9g}.0f' for v in values)}}};\n"
        )
        print(f"{name}: degree {len(values) - 1}, error {error:.3g}", file=sys.stderr)
    print("} // namespace tt::runtime::fast::polynomials")


if __name__ == "__main__":
    main()
