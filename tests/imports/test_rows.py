"""Rows that can't come in: each is refused by line, column and reason, and none is lost."""

import pytest
from django.utils import translation

from access.models import User
from access.public_id import encode
from customers.credit_code import credit_check
from customers.imports.mapping import Assigned
from customers.imports.reasons import REASONS, reason
from customers.models import Import, Target
from tests.cast import MakeCustomer
from tests.imports.bringing import check, customer_constants, refusals, start

CUSTOMERS = {
    "external_id": Assigned(column=0),
    "name": Assigned(column=1),
    "phone": Assigned(column=2),
}
DEALS = {
    "customer": Assigned(column=0),
    "external_id": Assigned(column=1),
    "number": Assigned(column=1),
    "happened_on": Assigned(column=2, form="%Y-%m-%d"),
    "currency": Assigned(constant="CNY"),
    "amount": Assigned(column=3),
}


def customers(person: User, text: str, **fields: Assigned) -> Import:
    given = customer_constants(person) | CUSTOMERS | fields
    return check(person, text.encode(), Target.CUSTOMERS, given, source="erp")


def deals(person: User, text: str) -> Import:
    return check(person, text.encode(), Target.TRANSACTIONS, DEALS, source="erp")


def test_each_cell_is_refused_by_line_column_and_reason(data_steward: User) -> None:
    made = customers(
        data_steward,
        "id,名称,电话\n"
        "1,泰和轴承,18612342917\n"
        "2,,no digits\n"
        '"3","海晟\n注塑",1\0\n'
        "4,鼎新,13800138000,多\n"
        "5,少\n"
        "id,名称,电话\n"
        f"6,{'长' * 201},1380013\n"
        "1,泰和轴承,18612342917\n",
    )
    assert refusals(made) == [
        (3, 2, "missing"),
        (3, 3, "bad_phone"),
        (4, 3, "nul_character"),
        (6, 0, "too_many_cells"),
        (7, 0, "too_few_cells"),
        (8, 0, "repeated_heading"),
        (9, 2, "text_too_long"),
        (10, 1, "repeated_id"),
    ]
    assert (made.counts["rows"], made.counts["good"], made.counts["refused"]) == (8, 1, 7)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1234.50", None),
        ("1,234.50", None),
        ("-12.30", None),
        ("１２３", None),
        ("0.1", None),
        ("", None),
        ("NaN", "bad_number"),
        ("Infinity", "bad_number"),
        ("1e308", "bad_number"),
        ("1E5", "bad_number"),
        ("12,34", "bad_number"),
        ("¥12", "bad_number"),
        ("15%", "bad_number"),
        ("٣", "bad_number"),
        ("--1", "bad_number"),
        ("1" * 50_000, "cell_too_long"),
        ("1" * 41, "bad_number"),
        ("0.001", "too_many_places"),
        ("1" * 17, "number_too_large"),
    ],
)
def test_amounts_are_exact_or_refused(
    data_steward: User, make_customer: MakeCustomer, typed: str, code: str | None
) -> None:
    make_customer(data_steward, external_source="erp", external_id="K1")
    made = deals(data_steward, f'客户,单号,日期,金额\nK1,A1,2026-11-24,"{typed}"\n')
    assert [found[2] for found in refusals(made)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-11-24", None),
        ("2026-11-24 00:00:00.000", None),
        ("2026-11-24T08:30:00+08:00", None),
        ("２０２６-11-24", None),
        ("2026-02-30", "bad_date"),
        ("24.11.2026", "bad_date"),
        ("1899-12-31", "date_range"),
        ("9999-12-31", "date_range"),
    ],
)
def test_dates_are_of_the_chosen_form(
    data_steward: User, make_customer: MakeCustomer, typed: str, code: str | None
) -> None:
    make_customer(data_steward, external_source="erp", external_id="K1")
    made = deals(data_steward, f"客户,单号,日期,金额\nK1,A1,{typed},1\n")
    assert [found[2] for found in refusals(made)] == ([code] if code else [])


def test_marks_that_turn_text_around_are_taken_out_and_rare_characters_kept(
    data_steward: User,
) -> None:
    made = customers(data_steward, "id,名称,电话\n1,\u202e泰和\u2066轴承\u200b,\n2,𠮷野家😀,\n")
    assert made.counts["good"] == 2
    assert start(data_steward, made).state == "DONE"


def test_name_of_which_nothing_can_be_seen_is_missing(data_steward: User) -> None:
    made = customers(data_steward, "id,名称,电话\n1,\u202e\u200b,\n")
    assert refusals(made) == [(2, 2, "missing")]


def test_wrong_check_character_of_a_credit_code_is_refused(data_steward: User) -> None:
    right = "91320200MA1MKK7T4" + credit_check("91320200MA1MKK7T4")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    text = f"id,名称,代码\n1,甲,{right}\n2,乙,{wrong}\n"
    made = customers(
        data_steward,
        text,
        phone=Assigned(constant=""),
        identifier=Assigned(column=2),
        region=Assigned(constant="320200"),
    )
    assert refusals(made) == [(3, 3, "bad_code")]


def test_foreign_id_is_not_now_and_never_says_that_it_exists(
    data_steward: User, sales: User, outsider: User, make_customer: MakeCustomer, importer: User
) -> None:
    make_customer(outsider, external_source="erp", external_id="K1")
    made = customers(importer, "id,名称,电话\nK1,泰和,\nK2,海晟,\n")
    assert refusals(made) == [(2, 1, "not_now")]
    assert "已" not in reason("not_now").what
    # The steward reaches it: here it is known, and left as it is.
    seen = customers(data_steward, "id,名称,电话\nK1,泰和,\nK2,海晟,\n")
    assert (seen.counts["known"], refusals(seen)) == (1, [])


def test_deal_of_a_foreign_customer_is_refused_like_one_of_an_absent_customer(
    outsider: User, make_customer: MakeCustomer, importer: User
) -> None:
    make_customer(outsider, external_source="erp", external_id="K1")
    made = deals(importer, "客户,单号,日期,金额\nK1,A1,2026-11-24,1\nNONE,A2,2026-11-24,1\n")
    assert refusals(made) == [(2, 1, "no_such_customer"), (3, 1, "no_such_customer")]


def test_owner_outside_the_importers_departments_is_refused(outsider: User, importer: User) -> None:
    made = customers(
        importer, "id,名称,电话\n1,泰和,\n", owner=Assigned(constant=encode(outsider.pk))
    )
    # Out of reach the person is no entry of the list at all.
    assert [found[2] for found in refusals(made)] == ["unmapped"]


def test_value_without_a_choice_refuses_its_rows(data_steward: User) -> None:
    made = customers(
        data_steward,
        "id,名称,地区\n1,甲,德国\n2,乙,火星\n3,丙,\n",
        phone=Assigned(constant=""),
        region=Assigned(column=2, values={"德国": "DE"}),
    )
    assert refusals(made) == [(3, 3, "unmapped"), (4, 3, "missing")]


def test_line_is_not_added_twice(data_steward: User, make_customer: MakeCustomer) -> None:
    make_customer(data_steward, external_source="erp", external_id="K1")
    made = deals(data_steward, "客户,单号,日期,金额\nK1,A1,2026-11-24,5\n")
    assert start(data_steward, made).state == "DONE"
    fields = {
        "transaction": Assigned(column=0),
        "product": Assigned(column=1),
        "quantity": Assigned(column=2),
        "unit_price": Assigned(column=3),
        "discount": Assigned(column=4),
    }
    text = "单号,产品,数量,单价,折扣\nA1,轴承,3,9.99,15%\nA1,密封件,1,0.005,0\nA9,无,1,1,0\n"
    made = check(data_steward, text.encode(), Target.LINES, fields, source="erp")
    assert refusals(made) == [(4, 1, "no_such_deal")]
    assert start(data_steward, made, leave_out=True).result["written"] == 2
    again = check(data_steward, (text + "\n").encode(), Target.LINES, fields, source="erp")
    assert [found[2] for found in refusals(again)] == ["has_lines", "has_lines", "no_such_deal"]


def test_every_reason_has_its_sentences_in_both_languages() -> None:
    for code in REASONS:
        with translation.override("en"):
            english = reason(code, line=17, byte="0x81", found=10_000, limit=200)
        with translation.override("zh-hans"):
            chinese = reason(code, line=17, byte="0x81", found=10_000, limit=200)
        assert "{" not in english.what + english.cure + chinese.what + chinese.cure
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese.what), code
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese.cure), code
        assert english.what != chinese.what
