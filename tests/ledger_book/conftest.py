"""Events by the hundred, and the key that seals them."""

import os
import subprocess
import sys
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings
from django.db import connections
from psycopg2.extensions import connection as Connection

from audit.ledger import signing_key
from audit.ledger.signing_key import SigningKeys


@pytest.fixture
def keys(_django_db_helper: None) -> SigningKeys:
    """The worker's key: its database has one tree, which all tests grow."""
    return signing_key.load() or signing_key.make()


def connect(role: str, **options: str) -> Connection:
    """A connection of its own, as another process has."""
    known = connections.settings[role]
    connection = psycopg2.connect(
        host=known["HOST"],
        port=known["PORT"] or None,
        user=known["USER"],
        password=known["PASSWORD"],
        dbname=options.get("dbname") or connections[role].settings_dict["NAME"],
    )
    connection.autocommit = True
    return connection


def environment() -> dict[str, str]:
    """What another process needs to work on this test's database."""
    found = dict(os.environ)
    for alias in ("default", "door", "auditor", "sealer", "owner"):
        known = connections[alias].settings_dict
        role = known["USER"].removeprefix("custos_").upper()
        who = f"postgres://{known['USER']}:{quote(known['PASSWORD'], safe='')}"
        place = f"{known['NAME']}?host={known['HOST']}&port={known['PORT']}"
        found[f"{role}_DATABASE_URL"] = f"{who}@/{place}"
    return found | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "CUSTOS_WITNESS": str(settings.CUSTOS_WITNESS),
    }


def run_python(program: str) -> "subprocess.Popen[str]":
    """A process of its own with Django set up."""
    whole = f"import django; django.setup()\n{program}"
    return subprocess.Popen(
        [sys.executable, "-c", whole],
        env=environment(),
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )


NOTE = "SELECT event FROM ledger.write_note('t','READ','r','','','{7}',%s,'ALLOWED','{\"n\": 1}')"


def write_notes(number: int, request: str = "r-notes") -> list[int]:
    """So many events, each committed by itself."""
    with connections["door"].cursor() as cursor:
        found = []
        for _ in range(number):
            cursor.execute(NOTE, [request])
            found.append(cursor.fetchone()[0])
        return found


def leaves() -> dict[int, int]:
    """Each sealed event's index."""
    with connections["auditor"].cursor() as cursor:
        cursor.execute("SELECT event, index FROM ledger.leaf")
        return dict(cursor.fetchall())
