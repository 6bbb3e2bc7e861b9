"""Northwind and CDNOW come in by API calls alone."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from access.models import User
from access.query import PageQuery
from customers.records import customer_records
from tests.api.importing import ImportProgram, constants
from tests.api.test_customers_api import calling
from tests.cast import acting
from tests.imports.test_northwind import (
    CONSTANTS,
    _sums,
    content,
    needs_northwind,
    totals,
    written,
)
from tests.ledger import events_of

CDNOW = Path(os.environ.get("CUSTOS_DATA", "nowhere")) / "cdnow" / "CDNOW_sample.txt"


def bring_customers(client: Client) -> ImportProgram:
    program = ImportProgram(client)
    assert program.upload(content("customers"), "CUSTOMERS").status_code == 201
    assert program.made["file"]["columns"][1] == {
        "number": 2, "letter": "B", "heading": "companyName",
    }  # fmt: skip
    # An address with a comma and no quotation marks shifts what stands behind it.
    unsaid = program.map(constants(CONSTANTS))
    assert (unsaid.status_code, unsaid.json()["parameter"]) == (422, "joins")
    joins = program.read("mapping/").json()["suggested_join"]
    mapped = program.map(constants(CONSTANTS), joins=joins)
    assert mapped.status_code == 200
    (regions,) = mapped.json()["values"]
    assert {one["value"]: one["becomes"] for one in regions["values"]}["Germany"] == "DE"
    return program


def bring_orders(client: Client) -> ImportProgram:
    program = ImportProgram(client)
    program.upload(content("orders"), "TRANSACTIONS")
    joins = program.read("mapping/").json()["suggested_join"]
    assert program.map({"currency": {"constant": "USD"}}, joins=joins).status_code == 200
    return program


def bring_lines(client: Client) -> ImportProgram:
    program = ImportProgram(client)
    program.upload(content("order-details"), "LINES")
    assert program.map().status_code == 200
    return program


def write(program: ImportProgram, *, leave_out: bool = False) -> dict[str, int]:
    assert program.check().status_code == 202
    started = program.start(leave_out=leave_out)
    assert started.status_code == 202, started.json()
    job = program.client.get(f"/api/v1/jobs/{started.json()['id']}/").json()
    assert (job["kind"], job["state"], job["error"]) == ("WRITE_IMPORT", "DONE", None)
    result: dict[str, int] = job["result"]
    return result


@needs_northwind
def test_northwind_comes_in_by_calls_alone_to_the_cent(data_steward: User) -> None:
    client = calling(data_steward)
    results = [write(bring(client)) for bring in (bring_customers, bring_orders, bring_lines)]
    assert [one["written"] for one in results] == [91, 830, 2155]
    customers, counts = written(data_steward)
    assert len(customers) == 91
    assert sum(one["deals"] for one in counts.values()) == 830
    assert sum(one["lines"] for one in counts.values()) == 2155
    sums, expected = _sums(list(customers.values())), totals()
    assert {name: sums.get(pk, Decimal(0)) for name, pk in customers.items()} == {
        name: expected.get(name, Decimal(0)) for name in customers
    }


@needs_northwind
def test_same_file_again_is_409_and_names_the_earlier_job(data_steward: User) -> None:
    client = calling(data_steward)
    first = bring_customers(client)
    write(first)
    job = first.read().json()["job"]["id"]
    # However often it is asked for: one job.
    assert first.start().json()["id"] == job
    again = bring_customers(client)
    again.check()
    assert again.read().json()["earlier"] == {"id": first.made["id"], "job": job}
    answer = again.start(leave_out=True)
    assert answer.status_code == 409
    told = answer.json()
    assert (told["code"], told["import"], told["job"]) == (
        "already-imported", first.made["id"], job,
    )  # fmt: skip
    assert customer_records.page(acting(data_steward), PageQuery()).total == 91


@needs_northwind
def test_each_customer_stands_in_the_ledger_under_the_job(data_steward: User) -> None:
    client = calling(data_steward)
    program = bring_customers(client)
    write(program)
    job = program.read().json()["job"]["id"]
    events = events_of(f"job:{job}")
    named = {pk for one in events if (one.verb, one.kind) == ("CREATE", "INTENT") for pk in one.ids}
    assert named == set(written(data_steward)[0].values())
    assert {one.body["channel"] for one in events if one.kind == "INTENT"} == {"JOB"}


@pytest.mark.skipif(not CDNOW.is_file(), reason=f"CDNOW is not there: {CDNOW}")
def test_cdnow_in_runs_of_blanks_comes_in_by_mapping_alone(data_steward: User) -> None:
    client = calling(data_steward)
    rows = [line.split() for line in CDNOW.read_text().splitlines()]
    people = ImportProgram(client)
    people.upload(CDNOW.read_bytes(), "CUSTOMERS", "cdnow", CDNOW.name)
    file = people.made["file"]
    assert (file["delimiter"], file["has_heading"], len(file["columns"])) == (" ", False, 5)
    by_id = {"external_id": {"column": 2}, "name": {"column": 2}, "kind": {"constant": "PERSON"}}
    chosen = constants(CONSTANTS | {"region": "US"}) | by_id
    assert people.map(chosen).status_code == 200
    # A row for each purchase: the first one of a person is taken, the others are refused.
    result = write(people, leave_out=True)
    assert result["written"] == len({row[1] for row in rows}) == 2357

    deals = ImportProgram(client)
    deals.upload(CDNOW.read_bytes(), "TRANSACTIONS", "cdnow", CDNOW.name)
    mapped = deals.map(
        {
            "customer": {"column": 2},
            # The file has no number of a purchase: its day stands for it.
            "number": {"column": 3},
            "happened_on": {"column": "C"},
            "subject": {"column": 4},
            "amount": {"column": 5},
            "currency": {"constant": "USD"},
        }
    )
    assert mapped.status_code == 200
    assert mapped.json()["mapping"]["fields"]["happened_on"]["form"] == "%Y%m%d"
    once = {tuple(row) for row in rows}
    result = write(deals, leave_out=True)
    # Without numbers, two purchases that are alike in everything can't be told from one row twice.
    assert (result["written"], result["refused"]) == (len(once), len(rows) - len(once))
    customers, counts = _written("cdnow")
    assert (customers, counts) == (2357, len(once))


def _written(source: str) -> tuple[int, int]:
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM customers_customer WHERE external_source = %s", [source]
        )
        customers = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM customers_transactionrecord")
        return customers, cursor.fetchone()[0]
