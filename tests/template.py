"""The suite's databases: one template built by the owner, one clone for each worker."""

import fcntl
import hashlib
import shutil
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[1]


def as_owner(statement: str, *names: str, dbname: str = "postgres") -> list[tuple[Any, ...]]:
    """Run one statement on a connection of the owner's own."""
    owner = connections.settings["owner"]
    connection = psycopg2.connect(
        host=owner["HOST"],
        port=owner["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname=dbname,
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def point_at(name: str) -> None:
    """Let every alias use this database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def build_template() -> str:
    """Migrate a database once for each state of the migrations; its name."""
    files = sorted(ROOT.glob("*/**/migrations/*.py")) + sorted(ROOT.glob("audit/ledger/**/*.sql"))
    files += [*sorted(ROOT.glob("*/catalogue/*")), ROOT / "audit/ledger/protect.py"]
    files = [file for file in files if ".venv" not in file.parts and file.is_file()]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    name = f"custos_template_{digest[:12]}"
    with (Path(settings.CUSTOS_RUN) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = {row[0] for row in as_owner("SELECT datname FROM pg_database")}
        if name not in known:
            making = f"{name}_new"
            as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", making)
            as_owner("CREATE DATABASE {}", making)
            point_at(making)
            call_command("migrate", verbosity=0)
            point_at("postgres")
            as_owner("ALTER DATABASE {} RENAME TO {}", making, name)
    return name


def clone(template: str, name: str) -> None:
    """A fresh copy of the template under this name; every alias points at it."""
    point_at("postgres")
    as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    for attempt in range(20):
        try:
            as_owner("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
            break
        except psycopg2.errors.ObjectInUse:  # another worker copies it right now
            if attempt == 19:
                raise
            time.sleep(0.2)
    point_at(name)


def drop_stale() -> None:
    """Away with the databases of runs that were killed."""
    for (name,) in as_owner("SELECT datname FROM pg_database WHERE datname LIKE 'custos_test_%'"):
        if not psutil.pid_exists(int(name.removeprefix("custos_test_"))):
            as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def drop(name: str) -> None:
    """Away with a worker's database, and with what the ledger keeps outside of it."""
    point_at("postgres")
    as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    shutil.rmtree(Path(settings.CUSTOS_LEDGER_STATE) / name, ignore_errors=True)
    (Path(settings.CUSTOS_LEDGER_KEYS) / name).unlink(missing_ok=True)
