"""Receipts: what a process wrote, noted outside the database as the leaf it must become."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.ledger import book, receipts
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.leaf import COLUMNS, body_text, leaf_of
from audit.ledger.receipts import Receipt

ENTRY = Entry(
    actor="7F3K-9Q2M-XD4T",
    verb=Verb.READ,
    resource="customers.customer",
    purpose="RENEWAL",
    rule="grant:1",
    ids=(2**60, 7),
    request="r-receipts",
    body={"channel": "WEB", "levels": {"name": "CLEAR", "是": "“é\u2028\x7f”", "b": None}},
)


@pytest.mark.django_db
def test_every_event_leaves_the_receipt_of_its_leaf() -> None:
    ticket = book.open_ticket(ENTRY)
    numbers = [
        ticket.event,
        book.write_result(ticket, Outcome.ALLOWED, {"records": 1, "seconds": 1.5e-7}),
        book.write_note(ENTRY, Outcome.REFUSED),
    ]
    with connections["auditor"].cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM ledger.event e WHERE id = ANY (%s)", [numbers])
        leaves = {row[0]: leaf_of(row) for row in cursor.fetchall()}
    kept, _ = receipts.read(receipts.file_of(datetime.now(UTC).date()))
    assert {each.event: each.leaf for each in kept if each.event in numbers} == leaves


@pytest.mark.django_db
def test_body_is_the_text_that_postgresql_gives() -> None:
    names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
    scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | names
    scalars |= st.floats(0.001, 1e22)
    bodies = st.recursive(scalars, lambda each: st.lists(each) | st.dictionaries(names, each))

    # A busy machine is no fault of the strategy.
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.dictionaries(names, bodies))
    def check(body: dict[str, object]) -> None:
        with connections["auditor"].cursor() as cursor:
            cursor.execute("SELECT %s::jsonb::text", [book.json.dumps(body)])
            assert cursor.fetchone() == (body_text(body),)

    check()


@pytest.mark.django_db
def test_nothing_is_opened_where_no_receipt_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(book.LedgerUnavailable):
        book.open_ticket(ENTRY)
    assert book.write_note(ENTRY, Outcome.REFUSED) > 0


def test_line_that_was_cut_short_is_no_receipt(tmp_path: Path) -> None:
    whole = Receipt(12, b"\x01" * 32)
    path = tmp_path / f"receipts-{date(2026, 11, 24)}"
    path.write_bytes(b"11 0101\n12 " + b"01" * 32 + b"\n13 01")
    assert receipts.read(path) == ([whole], path.stat().st_size - 5)
