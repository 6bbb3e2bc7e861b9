"""The check that people and the scheduler run says what the gateway would refuse over."""

from collections.abc import Iterator
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from access import tasks
from access.errors import WallsDrifted
from access.explaining import explained_records
from access.explaining_gateway import CONSOLE
from access.models import User
from config.policies import WALLS
from tests.cast import acting

STRAY = f"stray_{uuid4().hex[:8]}"


@pytest.fixture
def drifted(db: None) -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE POLICY {STRAY} ON customers_contact USING (true)")
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DROP POLICY {STRAY} ON customers_contact")


def test_command_counts_what_stands(db: None) -> None:
    out = StringIO()
    call_command("check_walls", stdout=out)
    assert out.getvalue() == f"{len(WALLS)} protected tables stand as declared\n"


def test_command_names_the_drift_and_fails(drifted: None) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="gone: 1"):
        call_command("check_walls", stdout=out)
    assert out.getvalue() == (
        f"table customers_contact has a policy {STRAY} that is not declared\n"
    )


def test_nothing_is_counted_while_the_walls_have_drifted(
    drifted: None, system_administrator: User, sales: User
) -> None:
    administrator, seller = acting(system_administrator), acting(sales)
    records = explained_records()
    with pytest.raises(WallsDrifted):
        records.count_between(administrator, [(seller, seller.grants[0])], (), {})  # type: ignore[attr-defined]
    with pytest.raises(WallsDrifted):
        records.count(CONSOLE, seller, seller.grants[0])


def noted() -> list[tuple[str, int]]:
    with connections["auditor"].cursor() as cursor:
        cursor.execute(
            "SELECT outcome, (body->>'differences')::int FROM ledger.event"
            " WHERE verb = 'CHECK' AND body->>'drift' LIKE %s",
            [f"%{STRAY}%"],
        )
        return cursor.fetchall()


def test_scheduled_check_puts_the_drift_into_the_ledger(drifted: None) -> None:
    tasks.check_walls_task()
    assert noted() == [("ERROR", 1)]


def test_scheduled_check_says_nothing_while_all_stands(db: None) -> None:
    with connections["auditor"].cursor() as cursor:
        cursor.execute("SELECT max(id) FROM ledger.event")
        (before,) = cursor.fetchone()
        tasks.check_walls_task()
        cursor.execute("SELECT count(*) FROM ledger.event WHERE id > %s", [before or 0])
        assert cursor.fetchone() == (0,)
