"""What the first step says on machines that can't take the product."""

import importlib.util
import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "config" / "embedded" / "install.py"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def install(tmp_path: Path):
    """The script as a module, with a project of its own."""
    spec = importlib.util.spec_from_file_location("install_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PROJECT = str(tmp_path)
    module.VENV = str(tmp_path / ".venv")
    module.PYTHON = str(tmp_path / ".venv" / "bin" / "python")
    return module


def test_this_machine_will_do(install) -> None:
    install.check_machine()


def test_an_old_python_is_named(install, monkeypatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11 or newer is needed"):
        install.check_machine()


def test_musl_is_named(install, monkeypatch) -> None:
    monkeypatch.setattr(install.platform, "libc_ver", lambda: ("", ""))
    with pytest.raises(SystemExit, match="Alpine"):
        install.check_machine()


def test_a_full_disk_is_named(install, monkeypatch) -> None:
    monkeypatch.setattr(install.shutil, "disk_usage", lambda _path: Usage(1, 1, 1000))
    with pytest.raises(SystemExit, match="MB are free"):
        install.check_machine()


def test_a_missing_venv_module_is_named(install, monkeypatch) -> None:
    monkeypatch.setattr(install, "runs", lambda _python, _code: False)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        install.make_venv()


def test_an_old_pip_is_named(install) -> None:
    pip = Path(install.PYTHON)
    pip.parent.mkdir(parents=True)
    pip.write_text("#!/bin/sh\necho pip 9.0.1 from /usr/lib\n")
    pip.chmod(0o755)
    with pytest.raises(SystemExit, match="pip is too old"):
        install.install("requirements/base.txt")


@pytest.mark.parametrize(
    ("complaint", "meaning"),
    [
        ("OSError: [Errno 28] No space left on device", "no space left"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "was refused"),
        ("NewConnectionError ... ERROR: No matching distribution found", "out of reach"),
        ("ERROR: No matching distribution found for psycopg2-binary", "no package for this"),
        ("ERROR: something else", "something else"),
    ],
)
def test_a_complaint_becomes_one_line(install, complaint: str, meaning: str) -> None:
    with pytest.raises(SystemExit, match=meaning) as told:
        install.explain(complaint)
    assert "\n" not in str(told.value)


def test_nothing_is_done_while_the_lock_is_the_same(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), "dev"],
        env=os.environ | {"PIP_INDEX_URL": "http://127.0.0.1:1/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
