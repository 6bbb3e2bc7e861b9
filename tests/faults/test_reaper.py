"""What a killed process left open is closed: a read as read, a write by what it wrote."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections

from access import reaper, tasks
from access.models import User
from access.reaper import close_abandoned
from audit.ledger import book
from audit.ledger.abandoned import SILENT
from audit.ledger.event import Entry, Outcome, Ticket, Verb
from tests.ledger import Event, events_of

ROOT = Path(__file__).resolve().parents[2]
HOUR = timedelta(hours=1)
NOW = timedelta(0)

# A process that works through the gateway and stops for good where the test wants it to die.
PROCESS = """
import django, sys, time
django.setup()
from django.db import connections, transaction
dbname, username, customer, request, act, where = sys.argv[1:]
for alias in connections:
    connections[alias].settings_dict["NAME"] = dbname
from access.models import User
from access import opened
from audit.ledger import book
from tests.cast import acting

def die(*_, **__):
    print("there", flush=True)
    time.sleep(60)

actor = acting(User.objects.get(username=username), request=request)
if act == "read":
    from customers.records import customer_records
    book.write_result = die
    customer_records.read(actor, int(customer))
else:
    from customers.drafts import CustomerDraft
    from customers.services import create_customers
    from customers.models import Classification
    entries = {c.axis: c.pk for c in Classification.objects.filter(pk__endswith=":TEST")}
    draft = CustomerDraft(name="常州新生有限公司", region="320400", owner=actor.id,
        department=User.objects.get(pk=actor.id).appointments.get().department_id, **entries)
    if where == "committed":
        book.write_result = die
    else:
        create_customers.index_numbers = die
    create_customers.create_customers(actor=actor, drafts=[draft])
"""


def begin(act: str, customer: int, where: str = "") -> tuple[subprocess.Popen[bytes], str]:
    """A process in the middle of its act, and the number of its request."""
    request = uuid4().hex
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, name, "sales", str(customer), request, act, where],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    return process, request


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()
    time.sleep(0.5)  # the server notices that its client is gone


def reap(*, until: timedelta = NOW, meanwhile: Callable[[], object] = lambda: None) -> int:
    return close_abandoned(HOUR, until=until, wait=lambda _: meanwhile())


def result_of(request: str) -> Event | None:
    return next((event for event in events_of(request) if event.kind == "RESULT"), None)


@pytest.fixture(autouse=True)
def _nothing_older(db: None) -> None:
    """What other tests' sweeping left open is not what these are about."""
    while reap():
        pass


def test_read_broken_off_counts_as_read(sales: User, customer: int) -> None:
    process, request = begin("read", customer)
    kill(process)
    assert result_of(request) is None
    assert reap() == 1
    closed = result_of(request)
    assert closed is not None
    assert (closed.verb, closed.outcome, closed.body) == ("READ", "UNKNOWN", {"reaped": True})
    assert reap() == 0


def test_write_that_was_committed_is_allowed(sales: User, customer: int) -> None:
    process, request = begin("create", customer, "committed")
    kill(process)
    assert reap() == 1
    closed = result_of(request)
    assert closed is not None
    assert (closed.outcome, closed.body) == ("ALLOWED", {"reaped": True, "written": True})


def test_write_that_was_never_committed_is_an_error(sales: User, customer: int) -> None:
    process, request = begin("create", customer, "half")
    assert reap() == 0, "its transaction is still at work"
    kill(process)
    assert reap() == 1
    closed = result_of(request)
    assert closed is not None
    assert (closed.outcome, closed.body) == ("ERROR", {"reaped": True, "written": False})
    intent = events_of(request)[0]
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_customer WHERE id = ANY (%s)", [intent.ids])
        assert cursor.fetchone() == (0,)


def test_looking_for_a_write_is_an_event_that_names_the_same_ids(
    sales: User, customer: int
) -> None:
    process, request = begin("create", customer, "committed")
    kill(process)
    reap()
    intent = events_of(request)[0]
    with connections["auditor"].cursor() as cursor:
        cursor.execute(
            "SELECT actor, ids FROM ledger.event"
            " WHERE verb = 'RECONCILE' AND kind = 'INTENT' AND body @> %s",
            [json.dumps({"intent": intent.id})],
        )
        assert cursor.fetchall() == [("system:reaper", intent.ids)]


def intent(customer: int) -> Ticket:
    entry = Entry(
        actor="test", verb=Verb.READ, resource="test", ids=(customer,), request=uuid4().hex
    )
    return book.open_ticket(entry)


def test_young_intents_are_left_to_their_process(customer: int) -> None:
    ticket = intent(customer)
    assert reap(until=SILENT) == 0
    assert result_of(ticket.entry.request) is None


def test_who_finishes_while_the_reaper_waits_keeps_the_result(customer: int) -> None:
    ticket = intent(customer)
    assert reap(meanwhile=lambda: book.write_result(ticket, Outcome.ALLOWED, {"records": 1})) == 0
    closed = result_of(ticket.entry.request)
    assert closed is not None
    assert closed.body == {"records": 1}


def test_who_comes_back_after_the_reaper_shows_nothing(customer: int) -> None:
    ticket = intent(customer)
    reap()
    with pytest.raises(book.LedgerUnavailable):
        book.write_result(ticket, Outcome.ALLOWED, {"records": 1})


def test_what_broke_off_days_ago_is_closed_too(
    customer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = intent(customer)
    # The ledger's time can't be set back: the task looks at the last day as if it were an old one.
    monkeypatch.setattr(tasks, "LATELY", timedelta(minutes=5))
    monkeypatch.setattr(reaper, "GRACE", 0.0)
    tasks.close_long_abandoned_task()
    closed = result_of(ticket.entry.request)
    assert closed is not None
    assert closed.outcome == "UNKNOWN"
