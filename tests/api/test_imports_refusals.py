"""Refused rows by program: where, why, how to mend it, and never the value."""

import csv
import io

import pytest

from tests.api.importing import FIXED, ROWS, ImportProgram, mapped, said

BAD = "id,名称,电话\n1,泰和轴承,18612342917\n2,,no digits\n4,鼎新,13800138000,多\n5,少\n"


def test_refused_rows_are_named_by_line_column_and_reason(program: ImportProgram) -> None:
    program.upload(BAD.encode(), "CUSTOMERS", "erp", "名片.csv")
    assert program.map(FIXED, joins=None).status_code == 200
    program.check()
    page = program.read("refusals/").json()
    found = [(one["line"], one["column"], one["code"]) for one in page["results"]]
    assert found == [
        (3, 2, "missing"), (3, 3, "bad_phone"), (4, None, "too_many_cells"),
        (5, None, "too_few_cells"),
    ]  # fmt: skip
    assert (page["total"], page["next"]) == (3, None)
    assert {one["file"] for one in page["results"]} == {"名片.csv"}
    assert [one["heading"] for one in page["results"][:2]] == ["名称", "电话"]
    assert "no digits" not in str(page)


def test_refused_rows_speak_the_language_of_the_request(program: ImportProgram) -> None:
    mapped(program, "id,名称,电话\n2,乙,no digits\n").check()
    for language, title in (("en", "This is no phone number"), ("zh-hans", "不是电话号码")):
        program.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        (one,) = program.read("refusals/").json()["results"]
        assert one["title"] == title
        assert one["cure"]


def test_refused_rows_follow_by_key(
    program: ImportProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped(program, "id,名称,电话\n" + "".join(f"{n},甲,x\n" for n in range(7))).check()
    monkeypatch.setattr("customers.api.import_refusals.PAGE", 3)
    after, seen = "", []
    for _ in range(3):
        page = program.read("refusals/", after=after).json()
        seen.append([one["line"] for one in page["results"]])
        after = page["next"]
    assert (seen, after) == ([[2, 3, 4], [5, 6, 7], [8]], None)
    assert program.read("refusals/", after="x").json()["parameter"] == "after"
    assert program.read("refusals/", colour="red").status_code == 400


def test_refused_rows_come_as_a_table_for_who_asks_for_csv(program: ImportProgram) -> None:
    mapped(program, "id,名称,电话\n2,乙,no digits\n").check()
    address = f"{program.address}refusals.csv"
    answer = program.client.get(address, headers={"Accept": "text/csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(text)))[1:]
    assert row[:3] == ["2", "C 电话", "bad_phone"]
    assert "no digits" not in text


def test_refused_rows_stop_the_start_until_they_may_be_left_out(program: ImportProgram) -> None:
    mapped(program, ROWS + "K3,,\n").check()
    stopped = program.start()
    assert (stopped.status_code, said(stopped)["code"]) == (409, "rows-refused")
    assert said(stopped)["parameter"] == "leave_out"
    job = program.start(leave_out=True).json()
    assert program.client.get(f"/api/v1/jobs/{job['id']}/").json()["result"]["refused"] == 1
