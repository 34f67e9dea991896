"""Finds what would make a process crash before it does: `ttrt doctor`, and the same for programs.

`examine` looks through packages, folders and files, `examine_process` into a running process; both return a Report.
Needs Linux: it reads ELF files and /proc.
"""

from .examination import examine, examine_process
from .findings import Examined, Finding, Holder, Instance, Report, Severity

__all__ = ["Examined", "Finding", "Holder", "Instance", "Report", "Severity", "examine", "examine_process"]
