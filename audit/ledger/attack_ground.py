"""A database of its own for attacks: migrated, filled, sealed, witnessed, copied, thrown away."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql
from psycopg2.extras import Json

from audit.ledger import anchoring, book, people, sealing, signing_key
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.leaf import COLUMNS
from audit.ledger.signing_key import SigningKeys
from audit.ledger.witness_process import start_witness

EVENTS, TODAY = 120, 20


class Ground:
    """The attacked installation, in the hands of the owner of its database."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        self._yesterday = f"{name}_yesterday"
        self._clean = f"{name}_clean"
        self._events: list[int] = []
        self.keys: SigningKeys

    def prepare(self) -> None:
        """Migrate, fill, seal and anchor; a copy of yesterday's, and one to come back to."""
        _admin("CREATE DATABASE {}", self.name)
        point_at(self.name)
        call_command("migrate", verbosity=0)
        self.keys = signing_key.make()
        people.make_recovery_code()
        sealing.seal_once(self.keys)
        for _ in range(4):
            self.write((EVENTS - TODAY) // 4)
            self._seal()
        self._copy(self.name, self._yesterday)
        self.write(TODAY)
        self._seal()
        self._events = [event for (event,) in self.rows(_IN_ORDER)]
        self._copy(self.name, self._clean)
        shutil.copytree(self._state(), self._folder / "state")

    def renew(self) -> None:
        """Everything as it was before the last attack."""
        self._copy(self._clean, self.name)
        shutil.rmtree(self._state())
        shutil.copytree(self._folder / "state", self._state())

    def restore_yesterday(self) -> None:
        """The database as it was before today's events."""
        self._copy(self._yesterday, self.name)

    def write(self, number: int, *, receipts: bool = True) -> list[int]:
        """So many notes through the door."""
        kept = {path: path.read_bytes() for path in self._state().glob("receipts-*")}
        events = [book.write_note(_look(place), Outcome.ALLOWED) for place in range(number)]
        if not receipts:
            for path, content in kept.items():
                path.write_bytes(content)
        return events

    def forget_signed(self) -> None:
        """The attacker's own sealer remembers nothing; what this machine knows stays."""
        (self._state() / "signed").unlink(missing_ok=True)

    def event(self, index: int) -> int:
        """The number of the event at that leaf."""
        return self._events[index]

    def row(self, event: int) -> Sequence[Any]:
        """An event in the form that leaves are made of."""
        statement = f"SELECT {COLUMNS} FROM ledger.event e WHERE id = %s"  # noqa: S608
        (found,) = self.rows(statement, event)
        return found

    def size(self) -> int:
        """How many leaves there are."""
        ((found,),) = self.rows("SELECT count(*) FROM ledger.leaf")
        return int(found)

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask as the owner."""
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())

    def run(self, statement: str, *parameters: Any) -> None:
        """Do as the owner, with the ledger's triggers off for the while."""
        tables = ("event", "leaf", "node", "checkpoint")
        with connections["owner"].cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE ledger.event ENABLE TRIGGER event_is_queued")
            cursor.execute(statement, parameters)
            if not statement.startswith("ALTER"):
                for table in tables:
                    cursor.execute(f"ALTER TABLE ledger.{table} ENABLE TRIGGER USER")

    def adapted(self, value: Any) -> Any:
        """A value as the driver takes it back."""
        return Json(value) if isinstance(value, dict) else value

    def drop(self) -> None:
        """Away with all of it."""
        point_at("postgres")
        for name in (self.name, self._yesterday, self._clean):
            _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            shutil.rmtree(Path(settings.CUSTOS_LEDGER_STATE) / name, ignore_errors=True)
            shutil.rmtree(Path(settings.CUSTOS_ANCHORS) / name, ignore_errors=True)
            (Path(settings.CUSTOS_LEDGER_KEYS) / name).unlink(missing_ok=True)

    def _seal(self) -> None:
        sealed = sealing.seal_once(self.keys)
        if sealed:
            anchoring.anchor(sealed.note)

    def _state(self) -> Path:
        return Path(settings.CUSTOS_LEDGER_STATE) / self.name

    def _copy(self, source: str, target: str) -> None:
        point_at("postgres")
        _admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", target)
        _admin("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", target, source)
        point_at(self.name)


def _look(place: int) -> Entry:
    resource, body = "customers.customer", {"records": place}
    return Entry(actor="victim", verb=Verb.READ, resource=resource, ids=(7,), body=body)


_IN_ORDER = "SELECT event FROM ledger.leaf ORDER BY index"


@contextmanager
def ground() -> Iterator[Ground]:
    """A ground with a real witness, which is dead when the attacks begin."""
    before = connections["door"].settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="custos-") as folder:
        made = Ground(f"custos_attack_{os.getpid()}", Path(folder))
        socket = settings.CUSTOS_WITNESS
        process = start_witness(Path(folder))
        try:
            made.prepare()
            process.kill()
            process.wait()
            yield made
        finally:
            process.kill()
            settings.CUSTOS_WITNESS = socket
            made.drop()
            point_at(before)


def point_at(name: str) -> None:
    """Let every alias use this database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _admin(statement: str, *names: str) -> None:
    owner = connections["owner"].settings_dict
    connection = psycopg2.connect(
        host=owner["HOST"],
        port=owner["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname="postgres",
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    connection.close()
