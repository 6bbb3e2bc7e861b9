"""The embedded PostgreSQL: who may enter, and what it survives."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg2
import pytest

from config.embedded import services, start, stop
from config.embedded.account import service_account
from config.embedded.home import Home
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble
from tests.embedded.conftest import NOBODY, ask, forget


@pytest.fixture(scope="module")
def urls(module_folder: Path) -> dict[str, str]:
    """One cluster for those who only look at it."""
    return start(module_folder, test=True).urls


def test_roles_have_their_attributes_and_no_more(urls: dict[str, str]) -> None:
    columns = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication"
    found = ask(urls["owner"], f"SELECT rolname, {columns} FROM pg_roles WHERE rolcanlogin")
    assert {str(name): flags for name, *flags in found} == {
        "postgres": [True, True, True, True, True],
        "custos_owner": [False, False, True, False, False],
        "custos_app": [False] * 5,
        "custos_door": [False] * 5,
        "custos_auditor": [False] * 5,
        "custos_sealer": [False] * 5,
        "custos_backup": [False, True, False, False, False],
    }
    member = "SELECT pg_has_role('custos_owner', 'pg_signal_backend', 'MEMBER')"
    assert ask(urls["owner"], member) == [(True,)]


def test_nobody_logs_in_as_superuser_or_over_the_network(urls: dict[str, str]) -> None:
    for password in ("", "postgres"):
        with pytest.raises(psycopg2.OperationalError, match=r"rejects|no password"):
            psycopg2.connect(urls["app"], user="postgres", password=password)
    assert ask(urls["owner"], "SHOW listen_addresses") == [("",)]


def test_a_wrong_password_is_refused(urls: dict[str, str]) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(urls["app"], password="wrong")


def test_the_app_makes_no_temporary_object(urls: dict[str, str]) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(urls["app"], "CREATE TEMPORARY TABLE customer (id int)")


def test_the_owner_clones_a_database_and_drops_it_under_others(urls: dict[str, str]) -> None:
    ask(urls["owner"], "CREATE DATABASE test_one TEMPLATE custos")
    ask(urls["owner"], "GRANT CONNECT ON DATABASE test_one TO custos_app")
    app = psycopg2.connect(urls["app"].replace("/custos?", "/test_one?"))
    ask(urls["owner"], "DROP DATABASE test_one WITH (FORCE)")
    app.close()


def test_addresses_are_private_and_the_owners_lie_apart(
    urls: dict[str, str], module_folder: Path
) -> None:
    assert module_folder.stat().st_mode & 0o777 == 0o700
    for path in module_folder.glob("*.json"):
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert set(json.loads((module_folder / "databases.json").read_text())) == {
        "app",
        "door",
        "auditor",
        "redis",
    }
    assert set(json.loads((module_folder / "owner.json").read_text())) == {"owner", "backup"}


def test_a_second_start_adopts_what_runs(run_folder: Path) -> None:
    first = start(run_folder, test=True)
    running = services.pids(run_folder)
    assert start(run_folder, test=True).urls == first.urls
    assert services.pids(run_folder) == running


def test_data_outlives_a_stop(run_folder: Path) -> None:
    keep_a_row(run_folder)
    stop(run_folder)
    assert services.pids(run_folder) == {}
    assert_row_kept(run_folder)


def test_data_outlives_kill_9_of_postgresql(run_folder: Path) -> None:
    keep_a_row(run_folder)
    os.kill(services.pids(run_folder)["postgresql"], signal.SIGKILL)
    assert_row_kept(run_folder)


def test_valkey_comes_back_after_kill_9(run_folder: Path) -> None:
    start(run_folder, test=True)
    killed = services.pids(run_folder)["valkey"]
    os.kill(killed, signal.SIGKILL)
    start(run_folder, test=True)
    assert services.pids(run_folder)["valkey"] != killed


def test_the_numbers_of_other_programs_and_zombies_in_lock_files_stop_nothing(
    run_folder: Path,
) -> None:
    keep_a_row(run_folder)
    home = Home(RunFolder(run_folder), service_account())
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    for stale in (os.getpid(), zombie.pid):
        stop(run_folder)
        lock = f"{stale}\n{home.pgdata}\n1700000000\n5432\n{home.sockets}\n\n  1 1\nready\n"
        (home.pgdata / "postmaster.pid").write_text(lock)
        (home.sockets / ".s.PGSQL.5432.lock").write_text(lock)
        assert_row_kept(run_folder)
    zombie.wait()


def test_a_half_made_folder_is_thrown_away(run_folder: Path, command) -> None:
    first = command(run_folder, "start", "--test")
    home = Home(RunFolder(run_folder), service_account())
    while not list(home.path.glob("making-*/global")):
        time.sleep(0.005)
    first.kill()
    first.wait()
    assert not (run_folder / "cluster-made").exists()
    assert ask(start(run_folder, test=True).urls["app"], "SELECT 1") == [(1,)]
    assert not list(home.path.glob("making-*"))


def test_four_racing_starts_share_one_server(run_folder: Path, command) -> None:
    racing = [command(run_folder, "start", "--test") for _ in range(4)]
    assert [each.wait() for each in racing] == [0] * 4, [each.stdout.read() for each in racing]
    pgdata = str(Home(RunFolder(run_folder), service_account()).pgdata)
    servers = [each for each in psutil.process_iter() if pgdata in _arguments(each)]
    assert len(servers) == 1


def test_a_long_path_is_no_trouble(run_folder: Path) -> None:
    deep = run_folder / ("long" * 20) / ("path" * 20)
    assert ask(start(deep, test=True).urls["app"], "SELECT 1") == [(1,)]
    forget(deep)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("depth", ["run", "d" * 90 + "/run"])
def test_an_ordinary_user_has_it_in_the_run_folder(run_folder: Path, depth: str) -> None:
    os.chown(run_folder.parent, NOBODY, NOBODY)
    assert as_nobody(lambda: keep_a_row(run_folder.parent / depth)) == 0
    assert as_nobody(lambda: assert_row_kept(run_folder.parent / depth)) == 0
    assert (run_folder.parent / depth / "services" / "pgdata").stat().st_uid == NOBODY
    assert as_nobody(lambda: forget(run_folder.parent / depth)) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_is_not_writable_is_said_in_one_line(run_folder: Path) -> None:
    def refused() -> None:
        with pytest.raises(Trouble, match="can't write in"):
            start(run_folder, test=True)

    assert as_nobody(refused) == 0


def test_lost_passwords_are_replaced(run_folder: Path) -> None:
    keep_a_row(run_folder)
    (run_folder / "passwords.json").unlink()
    assert_row_kept(run_folder)


def test_lost_keys_and_damaged_files_are_said_in_one_line(run_folder: Path) -> None:
    start(run_folder)
    (run_folder / "secrets.json").rename(run_folder / "secrets.away")
    with pytest.raises(Trouble, match="restore it"):
        start(run_folder)
    (run_folder / "secrets.json").write_text("{")
    with pytest.raises(Trouble, match="damaged"):
        start(run_folder)


def test_a_lost_cluster_is_said_and_not_replaced(run_folder: Path) -> None:
    start(run_folder)
    stop(run_folder)
    Home(RunFolder(run_folder), service_account()).remove()
    with pytest.raises(Trouble, match="is gone"):
        start(run_folder)


def test_the_suites_settings_never_touch_a_real_folder(run_folder: Path) -> None:
    start(run_folder)
    with pytest.raises(Trouble, match="check CUSTOS_RUN"):
        start(run_folder, test=True)


def keep_a_row(run_folder: Path) -> None:
    urls = start(run_folder).urls
    ask(urls["owner"], "CREATE TABLE kept AS SELECT 42 AS answer")


def assert_row_kept(run_folder: Path) -> None:
    urls = start(run_folder).urls
    assert ask(urls["owner"], "SELECT answer FROM kept") == [(42,)]


def as_nobody(work) -> int:
    """Do it in a process of the machine's least user; 0 if all went well."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        work()
        status = 0
    except BaseException as error:  # noqa: BLE001, nothing may run on in the copy of pytest
        sys.stderr.write(f"{error!r}\n")
    finally:
        os._exit(status)


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline() if process.name() == "postgres" else []
    except psutil.NoSuchProcess:
        return []
