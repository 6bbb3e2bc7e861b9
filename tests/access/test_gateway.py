"""The gateway: right, reason, record."""

import pytest

from access.errors import LevelTooLow, NoGrant, PurposeMissing, QueryRefused, RecordNotVisible
from access.models import User
from access.query import PageQuery
from customers.records import customer_records
from tests.cast import MakeCustomer, acting
from tests.ledger import events_of


def test_owner_reads_a_customer_and_the_event_names_it(sales: User, customer: int) -> None:
    sheet = customer_records.read(acting(sales, request="r-own"), customer)
    assert sheet.card.name.text == "无锡泰和轴承有限公司"
    intent, result = events_of("r-own")
    assert (intent.verb, intent.ids, intent.purpose) == ("READ", [customer], "RENEWAL")
    assert (result.outcome, result.body["levels"]["contact.phone"]) == ("ALLOWED", "MASKED")


def test_masked_phone_keeps_its_form_and_reveals_under_an_event_of_its_own(
    sales: User, customer: int
) -> None:
    phone = customer_records.read(acting(sales), customer).card.contacts[0].phones[0]
    assert (phone.text, phone.may_reveal) == ("186••••2917", True)
    actor = acting(sales, request="r-reveal")
    revealed = customer_records.reveal(actor, customer, phone.group, phone.part)
    assert revealed.value == "+8618612342917"
    assert [event.verb for event in events_of("r-reveal")] == ["REVEAL", "REVEAL"]


def test_outsider_is_refused_by_the_same_event_as_for_an_absent_record(
    outsider: User, customer: int
) -> None:
    for number, record_id in (("r-foreign", customer), ("r-absent", 7)):
        with pytest.raises(RecordNotVisible):
            customer_records.read(acting(outsider, request=number), record_id)
    foreign, absent = events_of("r-foreign"), events_of("r-absent")
    assert [(e.kind, e.verb, e.outcome, e.body) for e in foreign] == [
        (e.kind, e.verb, e.outcome, e.body) for e in absent
    ]


def test_head_sees_the_department_and_sales_only_their_own(
    sales: User, colleague: User, department_head: User, make_customer: MakeCustomer
) -> None:
    mine, theirs = make_customer(sales), make_customer(colleague, "宁波海晟注塑机械有限公司")
    own = customer_records.page(acting(sales), PageQuery())
    assert [card.id for card in own.cards] == [mine]
    whole = customer_records.page(acting(department_head), PageQuery())
    assert {card.id for card in whole.cards} == {mine, theirs}
    assert whole.total == 2


def test_list_is_one_event_that_names_each_id(sales: User, make_customer: MakeCustomer) -> None:
    made = {make_customer(sales, f"测试{n}有限公司") for n in "甲乙丙"}
    customer_records.page(acting(sales, request="r-list"), PageQuery())
    intent, _ = events_of("r-list")
    assert set(intent.ids) == made


def test_no_purpose_opens_nothing(sales: User, customer: int) -> None:
    with pytest.raises(PurposeMissing):
        customer_records.read(acting(sales, purpose=""), customer)


def test_purpose_outside_the_grant_opens_nothing(sales: User, customer: int) -> None:
    with pytest.raises(NoGrant):
        customer_records.page(acting(sales, purpose="HARVEST"), PageQuery())


def test_officer_and_administrator_see_no_customer(
    compliance_officer: User, system_administrator: User, customer: int
) -> None:
    for person in (compliance_officer, system_administrator):
        with pytest.raises(RecordNotVisible):
            customer_records.read(acting(person), customer)
        with pytest.raises(NoGrant):
            customer_records.page(acting(person), PageQuery())


def test_masked_name_can_be_neither_sorted_by_nor_searched(executive: User, customer: int) -> None:
    with pytest.raises(QueryRefused):
        customer_records.page(acting(executive), PageQuery(sort="name"))
    with pytest.raises(QueryRefused):
        customer_records.page(acting(executive), PageQuery(search="泰和"))


def test_hidden_filter_is_refused_like_an_unknown_one(executive: User, customer: int) -> None:
    for filters in ({"status": "ACTIVE"}, {"no_such_field": "x"}):
        with pytest.raises(QueryRefused):
            customer_records.page(acting(executive), PageQuery(filters=filters))


def test_field_at_hidden_level_is_never_revealed(sales: User, customer: int) -> None:
    with pytest.raises(LevelTooLow):
        customer_records.reveal(acting(sales), customer, "bank_account", None)


def test_two_characters_pinyin_and_initials_find_a_customer(
    sales: User, make_customer: MakeCustomer
) -> None:
    taihe = make_customer(sales)
    make_customer(sales, "宁波海晟注塑机械有限公司")
    for words in ("泰和", "taihe", "wxth", "轴承 wuxi"):
        page = customer_records.page(acting(sales), PageQuery(search=words))
        assert [card.id for card in page.cards] == [taihe], words


def test_last_four_digits_find_a_customer_only_where_the_phone_is_clear(
    sales: User, data_steward: User, customer: int
) -> None:
    hit = customer_records.page(acting(data_steward), PageQuery(search="2917"))
    assert [card.id for card in hit.cards] == [customer]
    assert customer_records.page(acting(sales), PageQuery(search="2917")).cards == ()


def test_who_has_seen_a_customer_asks_for_a_verb_of_its_own(
    executive: User, sales: User, customer: int
) -> None:
    sheet = customer_records.read(acting(executive), customer)
    assert (sheet.lists_readers, sheet.readers) == (False, ())
    with pytest.raises(RecordNotVisible):
        customer_records.readers(acting(executive), customer)
    assert customer_records.read(acting(sales), customer).lists_readers
    assert customer_records.readers(acting(sales), customer)[0]
