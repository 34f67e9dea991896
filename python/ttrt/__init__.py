"""Tenon's runtime: run compiled programs (.ttnn files) and see inside them op by op.

`ttrt.runtime` opens devices, submits programs and registers debug hooks; `ttrt.binary` loads compiled programs. The
command `ttrt` does the same from the shell.
"""

__version__ = "0.1.0"
