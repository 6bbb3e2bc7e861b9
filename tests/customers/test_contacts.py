"""A customer's contacts: masked numbers are replaced unseen, found by their new digest, kept."""

from typing import Any

import pytest
from django.test import Client

from access.models import Department, User
from access.public_id import decode, encode
from access.query import PageQuery
from customers.models import Contact, ContactPoint
from customers.records import customer_records
from tests.api.test_customers_api import calling
from tests.cast import STAFF_LEVELS, acting, log_in, make_post, make_user
from tests.ledger import events_of


def base(customer: int) -> str:
    return f"/customers/{encode(customer)}/contacts/"


def contacts(user: User, customer: int) -> Any:
    return customer_records.read(acting(user), customer).card.contacts


def opened(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields if form[name].value()}
    return {"version": form.version} | dict.fromkeys(form.in_clear, "1") | values


def test_sales_adds_a_contact_and_the_ledger_names_the_groups(sales: User, customer: int) -> None:
    client = log_in(sales)
    assert f"{base(customer)}new/" in client.get(f"/customers/{encode(customer)}/").content.decode()
    assert client.get(f"{base(customer)}new/").status_code == 200
    given = {"name": "周明", "title": "厂长", "new_phone": "138 1111 2222", "is_primary": "on"}
    answer = client.post(f"{base(customer)}new/", given)
    assert answer.status_code == 302
    first, second = contacts(sales, customer)
    assert (first.name.text, first.is_primary, first.phones[0].text) == (
        "周明",
        True,
        "138••••2222",
    )
    assert (second.name.text, second.is_primary) == ("孙立群", False)
    found = [event for event in events_of(answer["X-Request-ID"]) if event.verb == "CHANGE"]
    assert found[0].ids == [customer]
    assert found[1].body == {"records": 1, "fields": ["contact.name", "contact.phone"]}
    for value in ("周明", "厂长", "2222"):
        assert value not in str(found)


def test_a_masked_number_is_replaced_unseen_and_found_by_its_new_digest(
    sales: User, data_steward: User, customer: int
) -> None:
    client = log_in(sales)
    (contact,) = contacts(sales, customer)
    address = f"{base(customer)}{encode(contact.id)}/"
    page = client.get(address).content.decode()
    assert "186••••2917" in page
    assert "18612342917" not in page
    phone = f"point_{encode(contact.phones[0].part)}"
    given = opened(client, address)
    assert client.post(address, given | {"title": "总监"}).status_code == 302
    assert contacts(sales, customer)[0].phones[0].text == "186••••2917"
    given = opened(client, address)
    assert client.post(address, given | {phone: "13955556666"}).status_code == 302
    assert contacts(data_steward, customer)[0].phones[0].text == "+8613955556666"
    for four, count in (("6666", 1), ("2917", 0)):
        assert customer_records.page(acting(data_steward), PageQuery(search=four)).total == count


def test_a_number_is_taken_away_and_its_digest_too(
    sales: User, data_steward: User, customer: int
) -> None:
    (contact,) = contacts(sales, customer)
    address = f"{base(customer)}{encode(contact.id)}/"
    client = log_in(sales)
    drop = {f"drop_{encode(contact.phones[0].part)}": "on"}
    assert client.post(address, opened(client, address) | drop).status_code == 302
    assert contacts(sales, customer)[0].phones == ()
    assert customer_records.page(acting(data_steward), PageQuery(search="2917")).total == 0
    steward = log_in(data_steward)
    given = opened(steward, address)
    assert steward.post(address, given | {"new_phone": "13955556666"}).status_code == 302
    given = opened(steward, address)
    (shown,) = [name for name in given if name.startswith("point_")]
    assert given[shown] == "+8613955556666"
    assert steward.post(address, given | {shown: ""}).status_code == 302
    assert contacts(sales, customer)[0].phones == ()


def test_who_can_not_reveal_does_not_replace_nor_remove(
    sales: User, customer: int, east: Department
) -> None:
    verbs = ["READ", "PAGE", "CHANGE"]
    clerk = make_user("clerk", make_post("test-clerk", scope="ALL", verbs=verbs), east)
    (contact,) = contacts(sales, customer)
    address = f"{base(customer)}{encode(contact.id)}/"
    client = log_in(clerk)
    form = client.get(address).context["form"]
    assert not [name for name in form.fields if name.startswith(("point_", "drop_"))]
    part = encode(contact.phones[0].part)
    for sent in ({f"point_{part}": "13955556666"}, {f"drop_{part}": "on"}):
        assert client.post(address, opened(client, address) | sent).status_code == 422
    version = {"version": form.version}
    assert client.post(f"{address}remove/", version).status_code == 422
    program = calling(clerk)
    tag = program.get(f"/api/v1{address}")["ETag"]
    asked = {"points": [{"id": part, "value": "13955556666"}]}
    assert patch(program, address, asked, tag).status_code == 400
    assert contacts(sales, customer)[0].phones[0].text == "186••••2917"
    # A new number may be added: nothing that is there gets lost by it.
    assert patch(program, address, {"points": [{"means": "phone", "value": "13955556666"}]}, tag)
    assert len(contacts(sales, customer)[0].phones) == 2


def test_hidden_means_are_neither_offered_nor_taken(
    sales: User, customer: int, east: Department
) -> None:
    levels = {k: v for k, v in STAFF_LEVELS.items() if k != "contact.wechat"}
    clerk = make_user("clerk", make_post("test-clerk", scope="ALL", levels=levels), east)
    (contact,) = contacts(sales, customer)
    address = f"{base(customer)}{encode(contact.id)}/"
    client = log_in(clerk)
    assert "new_wechat" not in client.get(address).context["form"].fields
    given = opened(client, address) | {"new_wechat": "sun_lq"}
    assert client.post(address, given).status_code == 422
    assert contacts(sales, customer)[0].wechats == ()


def test_nobody_writes_over_another_unseen(
    sales: User, department_head: User, customer: int
) -> None:
    (contact,) = contacts(sales, customer)
    address = f"{base(customer)}{encode(contact.id)}/"
    mine, theirs = log_in(sales), log_in(department_head)
    given = opened(mine, address)
    part = f"point_{encode(contact.phones[0].part)}"
    assert theirs.post(address, opened(theirs, address) | {part: "13955556666"}).status_code == 302
    answer = mine.post(address, given | {"title": "总监"})
    assert (answer.status_code, answer.context["form"]["title"].value()) == (409, "总监")
    assert contacts(sales, customer)[0].title.text == "采购部长"
    assert mine.post(f"{address}remove/", {"version": given["version"]}).status_code == 409
    again = given | {"title": "总监", "version": answer.context["form"].version}
    assert mine.post(address, again).status_code == 302
    assert contacts(sales, customer)[0].phones[0].text == "139••••6666"


def test_a_removed_contact_is_gone_but_its_versions_are_kept(
    sales: User, data_steward: User, customer: int
) -> None:
    client = log_in(sales)
    client.post(f"{base(customer)}new/", {"name": "周明"})
    contact = contacts(sales, customer)[0]
    address = f"{base(customer)}{encode(contact.id)}/"
    version = opened(client, address)["version"]
    assert client.post(f"{address}remove/", {"version": version}).status_code == 302
    (left,) = contacts(sales, customer)
    assert (left.name.text, left.is_primary) == ("周明", True)
    assert client.get(address).status_code == 404
    assert customer_records.page(acting(data_steward), PageQuery(search="2917")).total == 0
    with customer_records.writing(acting(sales)) as writing:
        writing.change([customer])
        history: Any = Contact.history
        ends = history.filter(id=contact.id).order_by("history_date")
        assert [one.history_type for one in ends] == ["+", "-"]
        numbers: Any = ContactPoint.history
        gone = numbers.filter(contact_id=contact.id, history_type="-")
        assert {one.history_user_id for one in gone} == {sales.pk}
        assert gone.count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("name", "长" * 101), ("new_phone", "none"), ("new_email", "nobody")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    sales: User, customer: int, field: str, typed: str
) -> None:
    given = {"name": "周明", "title": "厂长"} | {field: typed}
    answer = log_in(sales).post(f"{base(customer)}new/", given)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert "厂长" in answer.content.decode()
    assert len(contacts(sales, customer)) == 1


def test_outsider_is_refused_and_another_customers_contact_is_absent(
    sales: User, outsider: User, customer: int, make_customer: Any
) -> None:
    other = make_customer(sales, "别家")
    (contact,) = contacts(sales, customer)
    address = f"{base(other)}{encode(contact.id)}/"
    assert log_in(sales).get(address).status_code == 404
    assert (
        log_in(sales).post(address, {"name": "甲", "version": contact.version}).status_code == 404
    )
    there = f"{base(customer)}{encode(contact.id)}/"
    for path in (there, f"{there}remove/", f"{base(customer)}new/"):
        assert log_in(outsider).post(path, {"name": "甲"}).status_code == 404


def patch(client: Client, address: str, asked: object, version: str | None) -> Any:
    headers = {"If-Match": version} if version else {}
    return client.patch(
        f"/api/v1{address}", asked, content_type="application/json", headers=headers
    )


def test_program_adds_changes_and_removes(sales: User, customer: int) -> None:
    client = calling(sales)
    asked = {"name": "周明", "points": [{"means": "phone", "value": "13811112222"}]}
    answer = client.post(f"/api/v1{base(customer)}", asked, content_type="application/json")
    assert answer.status_code == 201
    address = answer["Location"].removeprefix("/api/v1")
    (phone,) = answer.json()["contact"]["phones"]
    assert phone["text"] == "138••••2222"
    assert patch(client, address, {"title": "厂长"}, None).status_code == 428
    changed = patch(client, address, {"title": "厂长"}, answer["ETag"])
    assert changed.json()["contact"]["title"]["text"] == "厂长"
    assert patch(client, address, {"title": "甲"}, answer["ETag"]).status_code == 412
    tag = changed["ETag"]
    for wrong in (
        {"colour": "red"},
        {"customer_id": "x"},
        {"points": [{"value": "13811112222"}]},
        {"points": [{"id": phone["part"], "value": "none"}]},
        {"points": [{"id": encode(7), "value": "13811112222"}]},
        {"points": [{"means": "fax", "value": "13811112222"}]},
        [],
    ):
        assert patch(client, address, wrong, tag).status_code == 400, wrong
    headers = {"If-Match": tag}
    assert client.delete(f"/api/v1{address}", headers=headers).status_code == 204
    assert client.get(f"/api/v1{address}").status_code == 404
    assert decode(address.split("/")[-2])
