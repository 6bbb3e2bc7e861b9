"""Real servers in folders of their own, gone after each test."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from config.embedded import services
from config.embedded.account import service_account
from config.embedded.home import Home
from config.embedded.run_folder import RunFolder

PROJECT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture(scope="package", autouse=True)
def _own_servers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "REDIS_URL", "CUSTOS_RUN", "CUSTOS_OWNER", "HOST", "PORT"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def run_folder() -> Iterator[Path]:
    """A place for an installation, whose servers and files are gone afterwards."""
    yield from _place()


@pytest.fixture(scope="module")
def module_folder() -> Iterator[Path]:
    """The same for a whole module."""
    yield from _place()


def _place() -> Iterator[Path]:
    # Not tmp_path: that lies in a folder that only root enters, and its name is long.
    base = Path(tempfile.mkdtemp(prefix="custos-test-"))
    base.chmod(0o755)
    yield base / "run"
    forget(base / "run")
    shutil.rmtree(base)


@pytest.fixture
def command() -> Callable[..., subprocess.Popen[str]]:
    """Start `python -m config.embedded`."""

    def start(run_folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "config.embedded", *arguments],
            cwd=PROJECT,
            env=os.environ | {"CUSTOS_RUN": str(run_folder)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


def forget(run_folder: Path) -> None:
    """Stop the servers and delete their files; the machine's account stays for the others."""
    services.stop(run_folder)
    Home(RunFolder(run_folder), service_account()).remove()


def ask(url: str, sql: str) -> list[tuple[object, ...]]:
    """The rows of one statement, committed."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
