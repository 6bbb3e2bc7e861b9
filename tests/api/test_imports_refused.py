"""What a program asks for and is not given: named, with its cure, and nothing stays behind."""

from typing import Any

import pytest
from django.conf import LazySettings

from customers.models import Import
from tests.api.importing import (
    FIXED,
    IMPORTS,
    JSON,
    ROWS,
    ImportProgram,
    constants,
    said,
    stored,
)
from tests.imports.test_northwind import CONSTANTS


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"id,name\n", "heading-only"),
        (b"PK\x03\x04xlsx", "is-workbook"),
        ("名称,电话\n泰和轴承有限公司,1".encode() + b"\xe6\xb3", "bad-encoding"),
        (b'a,b\n"open,1\n' + b"x,1\n" * 60_000, "unclosed-quote"),
        (b"a," * 9_999 + b"b\n1,2\n", "too-many-columns"),
    ],
)
def test_bad_file_is_422_with_its_cure_and_nothing_of_it_stays(
    program: ImportProgram, content: bytes, code: str
) -> None:
    before = stored()
    answer = program.upload(content, "CUSTOMERS")
    told = said(answer)
    assert (answer.status_code, told["code"], told["parameter"]) == (422, code, "file")
    assert told["title"]
    assert told["cure"]
    assert stored() == before
    assert not Import.objects.exists()


def test_problem_is_said_in_the_language_of_the_request(program: ImportProgram) -> None:
    titles = {}
    for language in ("en", "zh-hans"):
        program.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        titles[language] = said(program.upload(b"id,name\n", "CUSTOMERS"))["title"]
    assert titles["en"] == "The file has a heading and no rows"
    assert titles["zh-hans"] == "文件只有标题，没有数据行"


def test_file_over_the_limit_is_413_by_its_length_and_by_counted_bytes(
    program: ImportProgram, settings: LazySettings
) -> None:
    before = stored()
    settings.CUSTOS_UPLOAD_LIMIT = 1 << 20
    for content in (b"a,b\n" + b"1,2\n" * 600_000, b"a,b\n" + b"1,2\n" * ((1 << 18) + 1000)):
        answer = program.upload(content, "CUSTOMERS")
        assert (answer.status_code, said(answer)["code"]) == (413, "too-large")
    assert stored() == before


@pytest.mark.parametrize(
    ("target", "source", "status", "where"),
    [
        ("SUPPLIERS", "erp", 422, "target"),
        ("CUSTOMERS", "a/b", 422, "source"),
        ("CUSTOMERS", "", 400, "source"),
    ],
)
def test_upload_without_a_right_target_and_source_leaves_nothing(
    program: ImportProgram, target: str, source: str, status: int, where: str
) -> None:
    before = stored()
    answer = program.upload(ROWS.encode(), target, source)
    told = said(answer)
    assert answer.status_code == status
    assert where in (told.get("parameter"), *told.get("errors", ()))
    assert stored() == before
    assert {one.state for one in Import.objects.all()} <= {"ABANDONED"}


def test_request_without_a_file_says_so(program: ImportProgram) -> None:
    answer = program.client.post(IMPORTS, {"target": "CUSTOMERS", "source": "erp"})
    assert (answer.status_code, said(answer)["code"]) == (422, "no-file")
    assert program.client.post(IMPORTS, {"target": "x"}, **JSON).status_code == 415


def test_bad_mapping_names_every_parameter_and_its_cure(program: ImportProgram) -> None:
    program.upload(ROWS.encode(), "CUSTOMERS", "erp")
    wrong = {
        "name": None,
        "phone": {"column": 9},
        "email": {"column": "no such heading"},
        "wechat": {"column": 1, "constant": "x"},
        "colour": {"constant": "red"},
        "tier": {"constant": "tier:NONE"},
        "region": {"constant": "火星"},
    }
    answer = program.map(FIXED | wrong)
    found = {one["parameter"]: one["code"] for one in answer.json()["errors"]}
    assert answer.status_code == 422
    assert found == {"fields.phone": "unknown_column", "fields.email": "unknown_column"}
    rest = program.map(FIXED | wrong | {"phone": None, "email": None})
    assert {one["parameter"]: one["code"] for one in rest.json()["errors"]} == {
        "fields.name": "missing",
        "fields.wechat": "one_origin",
        "fields.colour": "unknown_field",
        "fields.tier": "no_such_choice",
        "fields.region": "no_such_choice",
    }
    assert all(one["title"] and one["cure"] for one in rest.json()["errors"])
    assert program.read().json()["mapping_origin"] == "SUGGESTED"


def test_value_that_becomes_nothing_we_know_is_named(program: ImportProgram) -> None:
    program.upload("id,名称,地区\n1,甲,德国\n".encode(), "CUSTOMERS", "erp")
    region = {"column": 3, "values": {"德国": "火星"}}
    answer = program.map(constants(CONSTANTS) | {"region": region})
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["value"]) == ("fields.region.values", "德国")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"fields": []},
        {"fields": {"name": 3}},
        {"fields": {"name": {"column": True}}},
        {"fields": {"name": {"column": [1]}}},
        {"fields": {"last_contact_on": {"column": 1, "form": "%s"}}},
        {"fields": {}, "decimal_sign": ";"},
    ],
)
def test_body_of_another_form_is_400(program: ImportProgram, body: dict[str, Any]) -> None:
    program.upload(ROWS.encode(), "CUSTOMERS", "erp")
    answer = program.client.put(f"{program.address}mapping/", body, **JSON)
    assert (answer.status_code, said(answer)["code"]) == (400, "invalid")


def test_steps_out_of_turn_are_409_and_say_what_comes_first(program: ImportProgram) -> None:
    program.upload(ROWS.encode(), "CUSTOMERS", "erp")
    assert said(program.check())["code"] == "mapping-missing"
    assert said(program.start())["code"] == "not-checked"
    assert said(program.client.post(f"{program.address}cancel/"))["code"] == "nothing-runs"
    program.map(FIXED)
    program.check()
    program.start()
    for late in (
        program.map(FIXED),
        program.check(),
        program.client.delete(program.address),
        program.client.put(program.address, {"target": "LINES", "source": "erp"}, **JSON),
    ):
        assert (late.status_code, said(late)["code"]) == (409, "too-late")
        assert said(late)["cure"]


def test_body_beside_the_file_is_counted_too(program: ImportProgram) -> None:
    before = stored()
    long = "x" * 2_700_000
    beside = program.upload(ROWS.encode(), "CUSTOMERS", "erp", note=long)
    assert (beside.status_code, said(beside)["code"]) == (413, "too-large")
    assert stored() == before
    program.upload(ROWS.encode(), "CUSTOMERS", "erp")
    mapped = program.map({"name": {"constant": long}})
    assert (mapped.status_code, said(mapped)["code"]) == (413, "too-large")
    assert said(mapped)["cure"]
