# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Bindings of Tenon's runtime; use them through ttrt.runtime, ttrt.binary and ttrt.card."""

from ttrt.runtime._ttmlir_runtime import binary as binary
from ttrt.runtime._ttmlir_runtime import card as card
from ttrt.runtime._ttmlir_runtime import runtime as runtime
