"""The servers an installation stands on: its own, or those that the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.embedded import external, keys, roles
from config.embedded.account import remove_account, service_account
from config.embedded.cluster import Cluster
from config.embedded.home import Home
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble
from config.embedded.valkey import Valkey, redis_answers

LOCK = "services"


@dataclass(frozen=True)
class Services:
    """Where everything answers: each role's address, and `redis`."""

    run_folder: Path
    urls: dict[str, str]


def start(run_folder: Path, *, test: bool = False) -> Services:
    """Have every server answer, and note the addresses where the settings look for them."""
    folder = RunFolder(run_folder)
    folder.make()
    with folder.alone(LOCK):
        _keep_apart(folder, test=test)
        lost_is_fatal = not test and folder.has("databases.json")
        urls = _postgresql(folder, test=test)
        urls["redis"] = _redis(folder)
        keys.make_keys(folder, lost_is_fatal=lost_is_fatal)
        # Files of their own: the serving processes read the last and never the others.
        folder.write("owner.json", {role: urls[role] for role in ("owner", "backup")})
        folder.write("sealer.json", {"sealer": urls["sealer"]})
        folder.write("databases.json", {name: urls[name] for name in (*roles.SERVING, "redis")})
    return Services(folder.path, urls)


def stop(run_folder: Path) -> None:
    """Stop the servers that are ours; those of others go on."""
    folder = RunFolder(run_folder)
    if not folder.path.is_dir():
        return
    with folder.alone(LOCK):
        cluster, valkey = _embedded(folder)
        valkey.stop()
        cluster.stop()


def ours() -> set[str]:
    """The servers that the environment leaves to us."""
    given = {"postgresql": "DATABASE_URL", "valkey": "REDIS_URL"}
    return {name for name, variable in given.items() if not os.environ.get(variable)}


def pids(run_folder: Path) -> dict[str, int]:
    """The servers of ours that run, by name."""
    cluster, valkey = _embedded(RunFolder(run_folder))
    found = {"postgresql": cluster.process(), "valkey": valkey.process()}
    return {name: process.pid for name, process in found.items() if process}


@contextmanager
def running(run_folder: Path, *, test: bool = False) -> Iterator[Services]:
    """Keep the servers up for the block, and stop them if it was us who started them."""
    found = bool(pids(run_folder))
    services = start(run_folder, test=test)
    folder = RunFolder(run_folder)
    try:
        with folder.together("users"):
            yield services
    finally:
        with folder.alone_or_not("users") as alone:
            if alone and not found:
                stop(run_folder)


def remove(run_folder: Path) -> None:
    """Stop the servers and delete their data, then the system account if nobody needs it."""
    folder = RunFolder(run_folder)
    if folder.path.is_dir():
        stop(run_folder)
        Home(folder, service_account()).remove()
    remove_account()


def _keep_apart(folder: RunFolder, *, test: bool) -> None:
    # The suite's cluster may lose data at a power cut and its databases at any run.
    kind = "test" if test else "run"
    if folder.text("kind") not in {"", kind}:
        raise Trouble(
            f"{folder.path} 属于另一种用途（{folder.text('kind')}），请检查 CUSTOS_RUN",
            f"{folder.path} was made for `{folder.text('kind')}`, not `{kind}`: check CUSTOS_RUN",
        )
    folder.write_text("kind", kind)


def _embedded(folder: RunFolder, *, test: bool = False) -> tuple[Cluster, Valkey]:
    home = Home(folder, service_account())
    return Cluster(folder, home, test=test), Valkey(folder, home)


def _postgresql(folder: RunFolder, *, test: bool) -> dict[str, str]:
    if given := os.environ.get("DATABASE_URL"):
        return external.prepare_server(folder, given)
    cluster, _ = _embedded(folder, test=test)
    cluster.start()
    return cluster.urls()


def _redis(folder: RunFolder) -> str:
    if given := os.environ.get("REDIS_URL"):
        if not redis_answers(given):
            raise Trouble("REDIS_URL 指向的 Redis 没有应答", "no Redis answers at REDIS_URL")
        return given
    _, valkey = _embedded(folder)
    valkey.start()
    return valkey.url
