"""scripts/setup, ./demo and ./test where something is missing: each ends with a reason, what to do, and its status.

The scripts run in a copy of the project with a PATH that holds stand-ins for apt-get, dpkg-query, df, id and sudo.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = [
    "awk",
    "basename",
    "bash",
    "cat",
    "cksum",
    "dirname",
    "env",
    "grep",
    "head",
    "mktemp",
    "rm",
    "sed",
    "tail",
    "tee",
]


class Project:
    """A copy of the scripts, with a PATH of its own."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder / "project"
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copytree(root / "scripts", self.folder / "scripts")
        (self.folder / "examples" / "minilm").mkdir(parents=True)
        shutil.copy(root / "examples" / "minilm" / "usage.txt", self.folder / "examples" / "minilm")
        for name in ["demo", "test", *(path.name for path in root.glob("requirements*.txt"))]:
            shutil.copy(root / name, self.folder / name)
        for tool in TOOLS:
            path = shutil.which(tool)
            assert path, tool
            (self.bin / tool).symlink_to(path)
        self.fake("df", "echo header; echo / 1 1 100000 1% /")
        self.fake("id", "echo 0")
        self.fake("dpkg-query", "exit 0")
        self.fake("apt-get", "exit 0")

    def fake(self, tool: str, script: str) -> None:
        """Put a stand-in for a tool into the PATH."""
        path = self.bin / tool
        path.unlink(missing_ok=True)
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n")
        path.chmod(0o755)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "HOME": str(self.folder), "TMPDIR": str(self.folder)}
        return subprocess.run(
            [str(self.folder / command[0]), *command[1:]],
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Project:
    return Project(root, tmp_path)


@pytest.mark.parametrize("command", ["demo", "test", "scripts/setup", "scripts/build"])
def test_help_needs_nothing_installed(project: Project, command: str) -> None:
    result = project.run(command, "--help")
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: ")
    assert not (project.folder / ".venv").exists()


@pytest.mark.parametrize("command", ["demo", "test", "scripts/setup"])
def test_an_unknown_option_is_refused_before_anything_is_installed(project: Project, command: str) -> None:
    result = project.run(command, "--nonsense")
    assert result.returncode == 2
    assert "--nonsense" in result.stderr
    assert not (project.folder / ".venv").exists()


def test_without_root_and_sudo(project: Project) -> None:
    project.fake("id", "echo 1000")
    result = project.run("demo")
    assert result.returncode == 7
    assert "neither root nor is there sudo" in result.stderr
    assert "apt-get install" in result.stderr


def test_with_a_sudo_that_asks_where_nobody_can_answer(project: Project) -> None:
    project.fake("id", "echo 1000")
    project.fake("sudo", "exit 1")
    result = project.run("demo")
    assert result.returncode == 7
    assert "password" in result.stderr


def test_on_a_system_without_apt(project: Project) -> None:
    (project.bin / "apt-get").unlink()
    result = project.run("demo")
    assert result.returncode == 6
    assert "TENON_SKIP_PACKAGES=1" in result.stderr


def test_on_a_system_whose_archive_lacks_a_package(project: Project) -> None:
    project.fake("apt-get", '[[ $1 == update ]] && exit 0; echo "E: Unable to locate package clang-22"; exit 100')
    result = project.run("demo")
    assert result.returncode == 6
    assert "E: Unable to locate package clang-22" in result.stderr
    assert "bookworm-security" in result.stderr


def test_without_network(project: Project) -> None:
    project.fake(
        "apt-get",
        '[[ $1 == update ]] && { echo "W: Failed to fetch http://deb.debian.org/  Temporary failure resolving"; exit 0; }\n'
        'echo "E: Unable to locate package clang-22"; exit 100',
    )
    result = project.run("demo")
    assert result.returncode == 5
    assert "installing Debian packages failed because the network could not be reached" in result.stderr


def test_before_a_disk_is_full(project: Project) -> None:
    project.fake("df", "echo header; echo / 1 1 30 1% /")
    result = project.run("demo")
    assert result.returncode == 4
    assert "too full to install" in result.stderr
    assert "30 MB are free" in result.stderr


def test_when_a_disk_becomes_full(project: Project) -> None:
    project.fake("apt-get", "echo 'dpkg: error: No space left on device'; exit 100")
    result = project.run("demo")
    assert result.returncode == 4
    assert "because the disk is full" in result.stderr


def test_a_failing_step_shows_its_last_lines(project: Project) -> None:
    project.fake("apt-get", "echo 'E: dpkg was interrupted'; exit 100")
    result = project.run("demo")
    assert result.returncode == 3
    assert result.stderr.count("E: dpkg was interrupted") == 2  # as it happened, and in the error


def test_a_python_asked_for_that_cannot_serve(project: Project) -> None:
    project.fake(
        "dpkg-query", f"sed -n 's/^\\([a-z][^=]*\\)=.*/ii  \\1/p' {project.folder}/scripts/debian-packages.txt"
    )
    project.fake("old-python", "exit 1")
    setup = project.folder / "scripts" / "setup"
    environment = {"PATH": str(project.bin), "TMPDIR": str(project.folder), "TENON_PYTHON": "old-python"}
    result = subprocess.run([setup], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 6
    assert "TENON_PYTHON=old-python" in result.stderr
