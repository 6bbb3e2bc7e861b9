"""Changing a customer: only what is seen in clear, nothing written over unseen, all of it kept."""

from typing import Any

import pytest
from django.test import Client

from access.models import Department, Grant, User
from access.public_id import encode
from access.query import PageQuery
from audit.ledger.event import Verb
from customers.choices import Choices
from customers.models import Customer
from customers.records import customer_records
from customers.services.change_customer import ChangedMeanwhile, change_customer
from tests.api.test_customers_api import calling
from tests.cast import LONG_AGO, STAFF_LEVELS, MakeCustomer, acting, log_in, make_post, make_user
from tests.customers.new_customer_form import CODE
from tests.ledger import events_of


def address(customer: int) -> str:
    return f"/customers/{encode(customer)}/change/"


def opened(client: Client, customer: int) -> dict[str, str]:
    """What the form holds as it is opened."""
    answer = client.get(address(customer))
    assert answer.status_code == 200
    form = answer.context["form"]
    return {"version": form.version} | {name: form[name].value() for name in form.fields}


def card(user: User, customer: int) -> Any:
    return customer_records.read(acting(user), customer).card


def test_sales_changes_what_they_see_and_the_ledger_names_the_fields(
    sales: User, customer: int
) -> None:
    client = log_in(sales)
    given = opened(client, customer)
    assert given["region"] == "江苏 无锡"
    answer = client.post(
        address(customer),
        given
        | {"name": "无锡泰和精密轴承有限公司", "tier": "tier:A", "next_contact_on": "2027-01-05"},
    )
    assert answer["Location"] == f"/customers/{encode(customer)}/"
    intent, result = [e for e in events_of(answer["X-Request-ID"]) if e.verb == "CHANGE"]
    assert (intent.kind, intent.ids) == ("INTENT", [customer])
    assert result.body == {"records": 1, "fields": ["name", "next_contact_on", "tier"]}
    for value in ("精密", "tier:A", "2027"):
        assert value not in str(events_of(answer["X-Request-ID"]))
    assert "修改已写入" in client.get(answer["Location"]).content.decode()
    seen = card(sales, customer)
    assert (seen.name.text, seen.classification.tier.id) == ("无锡泰和精密轴承有限公司", "tier:A")
    assert "精密轴承" in client.get("/customers/", {"q": "精密轴承"}).content.decode()


def test_the_version_before_is_kept_with_ticket_and_writer(sales: User, customer: int) -> None:
    before = card(sales, customer).version
    change(sales, customer, before, short_name="泰和")
    after = card(sales, customer).version
    assert before != after
    with customer_records.writing(acting(sales)) as writing:
        writing.change([customer])
        kept = list(Customer.history.filter(id=customer).order_by("history_date"))
        row = Customer.objects.get(pk=customer)
    assert [(one.history_type, one.history_user_id) for one in kept] == [
        ("+", sales.pk),
        ("~", sales.pk),
    ]
    assert (kept[0].short_name, kept[1].short_name, kept[1].ticket) == ("", "泰和", row.ticket)


def change(user: User, customer: int, version: str, **given: str) -> tuple[str, ...]:
    actor = acting(user)
    return change_customer(
        actor=actor,
        customer_id=customer,
        version=version,
        given=given,
        choices=Choices(actor, Verb.CHANGE),
    )


def test_masked_and_hidden_fields_are_neither_offered_nor_taken(sales: User, customer: int) -> None:
    client = log_in(sales)
    form = client.get(address(customer)).context["form"]
    assert not {"identifier", "address", "bank_account"} & set(form.fields)
    given = opened(client, customer)
    answer = client.post(address(customer), given | {"identifier": CODE, "name": "甲"})
    assert answer.status_code == 422
    assert card(sales, customer).name.text == "无锡泰和轴承有限公司"
    assert "91320200MA1MKK7T4K" not in answer.content.decode()


def test_nothing_is_written_over_unseen(sales: User, department_head: User, customer: int) -> None:
    mine, theirs = log_in(sales), log_in(department_head)
    given = opened(mine, customer)
    first = theirs.post(
        address(customer), opened(theirs, customer) | {"short_name": "泰和", "tier": "tier:A"}
    )
    assert first.status_code == 302
    answer = mine.post(address(customer), given | {"short_name": "TH", "status": "ACTIVE"})
    assert answer.status_code == 409
    assert card(sales, customer).short_name.text == "泰和"
    form = answer.context["form"]
    found = {str(one.label): (one.now.text, one.is_mine) for one in answer.context["meanwhile"]}
    assert found["简称"] == ("泰和", True)
    assert len(found) == 2
    # What was typed stays; what was left alone follows, or saving again would take it back.
    assert form["short_name"].value() == "TH"
    assert form["status"].value() == "ACTIVE"
    assert form["tier"].value() == "tier:A"
    again = {name: form[name].value() for name in form.fields} | {"version": form.version}
    assert mine.post(address(customer), again).status_code == 302
    seen = card(sales, customer)
    assert (seen.short_name.text, seen.classification.tier.id) == ("TH", "tier:A")


@pytest.mark.parametrize("version", ["", "0" * 24, "x" * 5000])
def test_a_version_that_never_was_writes_nothing(sales: User, customer: int, version: str) -> None:
    client = log_in(sales)
    given = opened(client, customer) | {"version": version, "name": "甲"}
    answer = client.post(address(customer), given)
    assert answer.status_code == 409
    assert answer.context["form"]["name"].value() == "甲"
    with pytest.raises(ChangedMeanwhile):
        change(sales, customer, version, name="甲")


def test_what_is_wrong_is_said_and_what_was_typed_stays(sales: User, customer: int) -> None:
    client = log_in(sales)
    given = opened(client, customer)
    wrong = {"name": "", "region": "Atlantis", "tier": "tier:NONE", "next_contact_on": "soon"}
    answer = client.post(address(customer), given | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    page = answer.content.decode()
    assert "Atlantis" in page
    assert "这不是日期" in page


def test_owner_changes_only_within_the_grant(
    sales: User,
    colleague: User,
    outsider: User,
    department_head: User,
    customer: int,
    south: Department,
) -> None:
    client = log_in(sales)
    given = opened(client, customer)
    answer = client.post(address(customer), given | {"owner": encode(colleague.pk)})
    assert set(answer.context["form"].errors) == {"owner"}
    head = log_in(department_head)
    given = opened(head, customer)
    for beyond in ({"owner": encode(outsider.pk)}, {"department": encode(south.pk)}):
        assert head.post(address(customer), given | beyond).status_code == 422
    answer = head.post(address(customer), given | {"owner": encode(colleague.pk)})
    assert answer.status_code == 302
    assert card(colleague, customer).assignment.owner.id == encode(colleague.pk)
    assert client.get(address(customer)).status_code == 404


def test_classifying_is_no_key_to_the_rest(sales: User, customer: int, east: Department) -> None:
    post = make_post("test-narrow", scope="ALL")
    Grant.objects.filter(post=post).update(filters={"tier": ["tier:TEST", "tier:A"]})
    wide = Grant.objects.create(
        post=post,
        verbs=["READ"],
        scope="ALL",
        levels=STAFF_LEVELS | {"contact.phone": "CLEAR"},
        filters={"tier": ["tier:A"]},
        starts_on=LONG_AGO,
    )
    wide.purposes.add("RENEWAL")
    narrow = make_user("narrow", post, east)
    client = log_in(narrow)
    given = opened(client, customer)
    for tier in ("tier:A", "tier:B"):  # it would show the phone; no grant reaches it there
        answer = client.post(address(customer), given | {"tier": tier})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"tier"}
    assert card(sales, customer).classification.tier.id == "tier:TEST"
    assert log_in(sales).post(address(customer), given | {"tier": "tier:A"}).status_code == 302


def test_out_of_reach_and_absent_are_refused_alike_and_entered(
    outsider: User, customer: int
) -> None:
    client = log_in(outsider)
    answers = [client.get(address(pk)) for pk in (customer, 7)]
    answers += [client.post(address(pk), {"name": "甲"}) for pk in (customer, 7)]
    assert {answer.status_code for answer in answers} == {404}
    (event,) = events_of(answers[2]["X-Request-ID"])
    assert (event.verb, event.outcome, event.ids) == ("CHANGE", "REFUSED", [customer])


def test_who_may_read_and_not_change_is_offered_nothing(
    sales: User, customer: int, east: Department
) -> None:
    looker = make_user("looker", make_post("test-looker", scope="ALL", verbs=["READ"]), east)
    page = log_in(looker).get(f"/customers/{encode(customer)}/").content.decode()
    assert "/change/" not in page
    assert "/change/" in log_in(sales).get(f"/customers/{encode(customer)}/").content.decode()
    assert log_in(looker).get(address(customer)).status_code == 404


def test_a_code_follows_its_index(
    sales: User, customer: int, east: Department, make_customer: MakeCustomer
) -> None:
    levels = {"name": "CLEAR", "identifier": "CLEAR", "classification": "CLEAR"}
    keeper = make_user("keeper", make_post("test-keeper", scope="ALL", levels=levels), east)
    client = log_in(keeper)
    given = opened(client, customer)
    assert given["identifier"] == "91320200MA1MKK7T4K"
    # A code that was on file stays as it is, though its check character would be refused today.
    assert client.post(address(customer), given | {"short_name": "泰"}).status_code == 302
    given = opened(client, customer)
    bad = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    refused = client.post(address(customer), given | {"identifier": bad})
    assert set(refused.context["form"].errors) == {"identifier"}
    assert client.post(address(customer), given | {"identifier": CODE}).status_code == 302
    actor = acting(keeper)
    for code, found in ((CODE, 1), ("91320200MA1MKK7T4K", 0)):
        page = customer_records.page(actor, PageQuery(filters={"identifier": code}))
        assert len(page.cards) == found


def patch(client: Client, customer: int, asked: object, version: str | None) -> Any:
    headers = {} if version is None else {"If-Match": version}
    return client.patch(
        f"/api/v1/customers/{encode(customer)}/",
        asked,
        content_type="application/json",
        headers=headers | {"Accept-Language": "en"},
    )


def test_program_changes_what_it_names_under_the_version_it_read(
    sales: User, customer: int
) -> None:
    client = calling(sales)
    tag = client.get(f"/api/v1/customers/{encode(customer)}/")["ETag"]
    assert patch(client, customer, {"tier": "tier:A"}, None).status_code == 428
    answer = patch(client, customer, {"tier": "tier:A"}, tag)
    assert answer.status_code == 200
    assert answer.json()["customer"]["classification"]["tier"]["id"] == "tier:A"
    assert answer["ETag"] != tag
    late = patch(client, customer, {"tier": "tier:B"}, tag)
    assert (late.status_code, late.json()["code"]) == (412, "version-passed")
    assert card(sales, customer).classification.tier.id == "tier:A"


def test_program_is_refused_hidden_fields_like_unknown_ones(sales: User, customer: int) -> None:
    client = calling(sales)
    tag = client.get(f"/api/v1/customers/{encode(customer)}/")["ETag"]
    said = []
    for field in ("identifier", "bank_account", "colour", "deleted_at", "id"):
        answer = patch(client, customer, {field: "x", "name": "甲"}, tag)
        assert answer.status_code == 400
        (found,) = answer.json()["errors"].items()
        assert found[0] == field
        said.append(str(found[1]))
    assert len(set(said)) == 1
    assert card(sales, customer).name.text == "无锡泰和轴承有限公司"
    for asked in ([], "text", {"name": ""}, {"name": None}, {"tier": ["a"]}):
        assert patch(client, customer, asked, tag).status_code == 400
    assert patch(calling(sales, ""), customer, {"name": "甲"}, tag).status_code == 403


def test_outsider_changes_nothing_by_program(outsider: User, customer: int) -> None:
    assert patch(calling(outsider), customer, {"name": "甲"}, '"x"').status_code == 404
