"""Importing by program answers what the pages show, and enters it in the ledger."""

import pytest

from access.models import User
from tests.api.importing import (
    FIXED,
    IMPORTS,
    JSON,
    ROWS,
    ImportProgram,
    constants,
    mapped,
)
from tests.imports.test_northwind import CONSTANTS
from tests.ledger import events_of


def test_upload_says_how_the_file_was_read_and_suggests_a_mapping(program: ImportProgram) -> None:
    answer = program.upload(ROWS.encode("gbk"), "CUSTOMERS", "erp", "名片.csv")
    made = answer.json()
    file = made["file"]
    assert (file["encoding"], file["delimiter"], file["has_heading"]) == ("gb18030", ",", True)
    assert file["columns"][1] == {"number": 2, "letter": "B", "heading": "名称"}
    assert file["sample"][0] == {"line": 2, "cells": ["K1", "泰和轴承", "18612342917"]}
    assert made["mapping"]["fields"]["phone"]["column"] == 3
    assert (made["state"], made["target"], made["mapping_origin"]) == (
        "DRAFT", "CUSTOMERS", "SUGGESTED",
    )  # fmt: skip
    steps = [event.body["step"] for event in events_of(answer["X-Request-ID"])]
    assert steps == ["UPLOADED", "PREVIEWED"]
    assert made["folio"]["event"] == events_of(answer["X-Request-ID"])[-1].id


def test_no_value_of_the_file_is_in_the_ledger(program: ImportProgram) -> None:
    made = program.upload(ROWS.encode(), "CUSTOMERS", "erp", "名片.csv")
    answers = [made, program.map(FIXED), program.read("mapping/"), program.read("refusals/")]
    for answer in answers:
        for event in events_of(answer["X-Request-ID"]):
            assert not any(word in str(event.body) for word in ("泰和", "12342917", "名片", "名称"))


def test_mapping_can_be_put_back_as_it_was_read(program: ImportProgram) -> None:
    text = "id,名称,地区\n1,甲,德国\n2,乙,火星\n3,丙,法国\n"
    program.upload(text.encode(), "CUSTOMERS", "erp")
    region = {"column": "地区", "values": {"法国": ""}}
    first = program.map(constants(CONSTANTS) | {"region": region}).json()
    (values,) = first["values"]
    assert values["values"] == [
        {"value": "德国", "count": 1, "becomes": "DE"},
        {"value": "火星", "count": 1, "becomes": ""},
        {"value": "法国", "count": 1, "becomes": ""},
    ]
    address = f"{program.address}mapping/"
    assert program.read("mapping/").json()["mapping"] == first["mapping"]
    again = program.client.put(address, first["mapping"], **JSON).json()
    assert (again["mapping"], again["values"]) == (first["mapping"], first["values"])
    program.check()
    assert program.read().json()["counts"]["refused"] == 2


def test_fields_name_their_lists_in_the_language_of_the_request(program: ImportProgram) -> None:
    program.upload(ROWS.encode(), "CUSTOMERS", "erp")
    labels = []
    for language in ("en", "zh-hans"):
        program.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        fields = {one["name"]: one for one in program.read("mapping/").json()["fields"]}
        labels.append(fields["kind"]["options"][0]["label"])
        assert fields["region"]["options"] is None
        assert fields["name"]["is_required"]
    assert labels == ["Company", "公司"]


def test_file_is_settled_anew_where_it_was_read_wrongly(program: ImportProgram) -> None:
    program.upload(ROWS.encode(), "CUSTOMERS", "erp")
    asked = {"target": "CUSTOMERS", "source": "erp", "delimiter": ";", "has_heading": False}
    made = program.client.put(program.address, asked, **JSON).json()
    assert len(made["file"]["columns"]) == 1
    assert made["file"]["sample"][0]["line"] == 1
    answer = program.client.put(program.address, asked | {"encoding": "utf-16-le"}, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-encoding")


def test_list_goes_on_after_the_last_one(
    program: ImportProgram, importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for number in range(3):
        program.upload(f"id,name\n{number},x\n".encode(), "CUSTOMERS", "erp")
        made.append(program.made["id"])
    monkeypatch.setattr("customers.api.imports.SIZE", 2)
    monkeypatch.setattr("customers.api.paging.one_more.__defaults__", (2,))
    first = program.client.get(IMPORTS).json()
    assert [one["id"] for one in first["results"]] == [made[2], made[1]]
    rest = program.client.get(IMPORTS, {"after": first["next"]}).json()
    assert ([one["id"] for one in rest["results"]], rest["next"]) == ([made[0]], None)


def test_job_is_found_by_who_started_it(program: ImportProgram) -> None:
    mapped(program).check()
    started = program.start().json()
    jobs = program.client.get("/api/v1/jobs/").json()["results"]
    assert [(one["kind"], one["state"]) for one in jobs] == [
        ("WRITE_IMPORT", "DONE"), ("CHECK_IMPORT", "DONE"),
    ]  # fmt: skip
    assert jobs[0]["id"] == started["id"]
    assert jobs[0]["subject"] == program.made["id"]
    assert (jobs[0]["done"], jobs[0]["total"], jobs[0]["result"]["written"]) == (2, 2, 2)
    made = program.read().json()
    assert (made["state"], made["file"], made["mapping"]) == ("DONE", None, None)
