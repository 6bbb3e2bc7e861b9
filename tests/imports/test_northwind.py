"""Northwind comes in through the pages: customers, then their orders, then the lines."""

import csv
import os
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from access.models import User
from access.public_id import decode, encode
from access.query import PageQuery
from customers.records import customer_records
from tests.cast import acting, log_in
from tests.imports.pages import ImportPages
from tests.ledger import events_of

DATA = Path(os.environ.get("CUSTOS_DATA", "nowhere")) / "northwind"

needs_northwind = pytest.mark.skipif(
    not DATA.is_dir() and os.environ.get("CI") != "true",
    reason=f"Northwind is not there: {DATA} (CUSTOS_DATA names its parent)",
)

CONSTANTS = {
    "kind": "COMPANY",
    "type": "type:DIRECT",
    "industry": "industry:F",
    "tier": "tier:C",
    "sensitivity": "sensitivity:INTERNAL",
    "source": "source:IMPORT",
    "lawful_basis": "lawful_basis:CONTRACT_OR_HR",
    "business_line": "business_line:BEARINGS",
    "status": "ACTIVE",
}


def content(name: str) -> bytes:
    return (DATA / f"{name}.csv").read_bytes()


def bring_customers(client: Client) -> ImportPages:
    pages = ImportPages(client)
    assert pages.upload(content("customers"), "customers.csv").status_code == 302
    assert pages.settle("customers").status_code == 302
    # An address with a comma and no quotation marks shifts what stands behind it.
    assert pages.columns(CONSTANTS, {}, joins="").status_code == 422
    suggested = client.get(f"{pages.address}columns/").context["suggested_join"]
    assert pages.columns(CONSTANTS, {}, joins=str(suggested)).status_code == 302
    assert pages.values().status_code == 302
    return pages


def bring_orders(client: Client) -> ImportPages:
    pages = ImportPages(client)
    pages.upload(content("orders"), "orders.csv")
    pages.settle("transactions")
    page = client.get(f"{pages.address}columns/")
    pages.columns({"currency": "USD"}, {}, joins=str(page.context["suggested_join"]))
    return pages


def bring_lines(client: Client) -> ImportPages:
    pages = ImportPages(client)
    pages.upload(content("order-details"), "order-details.csv")
    pages.settle("lines")
    assert pages.columns({}, {}).status_code == 302
    return pages


def bring_all(client: Client) -> list[int]:
    """All three, written; the ids of their jobs."""
    jobs = []
    for bring in (bring_customers, bring_orders, bring_lines):
        answer = bring(client).start()
        assert answer.status_code == 302, bring
        jobs.append(decode(answer["Location"].rstrip("/").rsplit("/", 1)[-1]))
    return jobs


def totals() -> dict[str, Decimal]:
    """What each customer has bought, from the files alone."""
    with (DATA / "orders.csv").open(encoding="utf-8", newline="") as file:
        # The two columns needed stand before the one with the commas.
        whose = {row["orderID"]: row["customerID"] for row in csv.DictReader(file)}
    found: dict[str, Decimal] = defaultdict(Decimal)
    with (DATA / "order-details.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            exact = (
                Decimal(row["unitPrice"]) * int(row["quantity"]) * (1 - Decimal(row["discount"]))
            )
            cents = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
            found[whose[row["orderID"]]] += cents
    return found


def written(person: User) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """Every customer's id by the external one, and how many deals and lines each has."""
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "SELECT external_id, id FROM customers_customer WHERE external_source = 'northwind'"
        )
        customers = dict(cursor.fetchall())
        cursor.execute("SELECT customer_id, count(*) FROM customers_transactionrecord GROUP BY 1")
        deals = dict(cursor.fetchall())
        cursor.execute("SELECT customer_id, count(*) FROM customers_transactionline GROUP BY 1")
        lines = dict(cursor.fetchall())
    counts = {pk: {"deals": deals.get(pk, 0), "lines": lines.get(pk, 0)} for pk in deals}
    return customers, counts


@needs_northwind
def test_northwind_comes_in_through_the_pages(data_steward: User) -> None:
    client = log_in(data_steward)
    jobs = bring_all(client)
    customers, counts = written(data_steward)
    assert len(customers) == 91
    assert sum(one["deals"] for one in counts.values()) == 830
    assert sum(one["lines"] for one in counts.values()) == 2155

    actor = acting(data_steward)
    expected = totals()
    for external, pk in customers.items():
        deals = customer_records.read(actor, pk).card.deals
        assert deals is not None
        assert deals.count == counts.get(pk, {"deals": 0})["deals"], external
    sums = _sums(list(customers.values()))
    assert {external: sums.get(pk, Decimal(0)) for external, pk in customers.items()} == {
        external: expected.get(external, Decimal(0)) for external in customers
    }
    assert sum(expected.values()) == sum(sums.values())

    made = {
        pk
        for event in events_of(f"job:{encode(jobs[0])}")
        if (event.verb, event.kind) == ("CREATE", "INTENT")
        for pk in event.ids
    }
    assert made == set(customers.values())


@needs_northwind
def test_columns_behind_an_unquoted_comma_are_not_shifted(data_steward: User) -> None:
    bring_customers(log_in(data_steward)).start()
    customers, _ = written(data_steward)
    actor = acting(data_steward)
    for external, region, address in (
        ("ALFKI", "DE", "Obere Str. 57"),
        ("BLONP", "FR", "24, place Kléber"),
        ("HANAR", "BR", "Rua do Paço, 67"),
        ("SEVES", "GB", "90 Wadhurst Rd."),
    ):
        card = customer_records.read(actor, customers[external]).card
        assert card.classification is not None
        assert card.classification.region == region
        with_level = card.address.text
        assert with_level == address or "•" in with_level or "*" in with_level


@needs_northwind
def test_second_import_of_the_same_files_changes_nothing(data_steward: User) -> None:
    client = log_in(data_steward)
    bring_all(client)
    before = written(data_steward)
    for bring in (bring_customers, bring_orders, bring_lines):
        pages = bring(client)
        page = client.get(f"{pages.address}check/")
        assert page.context["earlier"] is not None
        assert client.post(f"{pages.address}start/", {"leave_out": "on"}).status_code == 409
    assert written(data_steward) == before
    assert customer_records.page(acting(data_steward), PageQuery()).total == 91


def _sums(ids: list[int]) -> dict[int, Decimal]:
    """The amounts of the deals, read by the owner under a ticket like anybody else."""
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "SELECT ticket FROM ledger.open_ticket('test', 'READ', '', '', '', %s, '', NULL, '{}')",
            [ids],
        )
        (ticket,) = cursor.fetchone()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('custos.ticket', %s, false)", [str(ticket)])
        cursor.execute(
            "SELECT customer_id, sum(amount) FROM customers_transactionrecord GROUP BY 1"
        )
        return dict(cursor.fetchall())
