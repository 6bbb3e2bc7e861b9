"""Somebody else's PostgreSQL and Redis, named by DATABASE_URL and REDIS_URL."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from config.embedded import binaries, processes, services, start
from config.embedded.account import service_account
from config.embedded.home import Home
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble
from tests.embedded.conftest import ask


@pytest.fixture
def server(module_folder: Path) -> Iterator[str]:
    """A PostgreSQL with a superuser of its own, as another party runs one."""
    account = service_account()
    home = Home(RunFolder(module_folder), account)
    home.make()
    programs = binaries.postgresql(account)
    make = [programs / "initdb", "-D", home.pgdata, "-U", "admin", "--auth=trust", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, **account.popen())
    run = [programs / "postgres", "-D", home.pgdata, "-k", home.sockets, "-c", "fsync=off"]
    run += ["-c", "listen_addresses="]
    with subprocess.Popen(run, stderr=subprocess.DEVNULL, **account.popen()) as postgres:
        url = f"postgres://admin@/postgres?host={home.sockets}"
        processes.wait_until(lambda: _answers(url), seconds=20)
        yield url
        postgres.terminate()


def test_roles_and_database_are_made_once(
    server: str, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", server)
    first = start(run_folder).urls
    flags = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    assert {role: ask(first[role], flags) for role in ("owner", "app", "door", "backup")} == {
        "owner": [(False, False)],
        "app": [(False, False)],
        "door": [(False, False)],
        "backup": [(False, True)],
    }
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(first["app"], "CREATE TEMPORARY TABLE customer (id int)")
    assert start(run_folder).urls == first
    assert set(services.pids(run_folder)) == {"valkey"}

    # Another installation on the same server does not know the passwords.
    (run_folder / "passwords.json").unlink()
    assert start(run_folder).urls["app"] != first["app"]
    assert ask(start(run_folder).urls["app"], "SELECT 1") == [(1,)]


def test_servers_that_do_not_answer_are_said_in_one_line(
    run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://admin:secret@127.0.0.1:1/postgres")
    with pytest.raises(Trouble, match="DATABASE_URL") as trouble:
        start(run_folder)
    assert "secret" not in str(trouble.value)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    with pytest.raises(Trouble, match="REDIS_URL"):
        start(run_folder)


def _answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True
