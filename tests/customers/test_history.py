"""The history of a customer: who, when, which fields; old values under the levels of today."""

from typing import Any

from django.test import Client

from access.models import Department, Grant, Purpose, User
from access.public_id import encode
from customers.records import customer_records
from tests.api.test_customers_api import calling
from tests.cast import STAFF_LEVELS, acting, log_in, make_post, make_user
from tests.customers.new_customer_form import CODE
from tests.customers.test_change_customer import address as change_address
from tests.customers.test_change_customer import opened
from tests.customers.test_contacts import base
from tests.ledger import events_of


def address(customer: int) -> str:
    return f"/customers/{encode(customer)}/history/"


def change(client: Client, customer: int, **given: str) -> None:
    answer = client.post(change_address(customer), opened(client, customer) | given)
    assert answer.status_code == 302, answer.context["form"].errors


def versions(client: Client, customer: int) -> Any:
    return client.get(address(customer)).context["sheet"].found


def keeper_of(east: Department) -> User:
    levels = STAFF_LEVELS | {"identifier": "CLEAR", "contact.phone": "CLEAR"}
    return make_user("keeper", make_post("test-keeper", scope="ALL", levels=levels), east)


def test_versions_say_who_changed_which_fields(
    sales: User, department_head: User, customer: int
) -> None:
    client = log_in(sales)
    change(log_in(department_head), customer, short_name="泰和", tier="tier:A")
    answer = client.get(address(customer))
    (intent, _) = events_of(answer["X-Request-ID"])
    assert (intent.verb, intent.ids, intent.body["part"]) == ("READ", [customer], "history")
    newest, first = answer.context["sheet"].found
    assert (newest.who, newest.act, newest.actor) == (
        "department_head",
        "CHANGE",
        department_head.pk,
    )
    assert {one.name: (one.before.text, one.after.text) for one in newest.changes}[
        "short_name"
    ] == ("", "泰和")
    assert {one.name for one in newest.changes} == {"short_name", "tier"}
    assert (first.who, first.act, first.changes) == ("sales", "CREATE", [])
    assert (
        f"{encode(customer)}/history/"
        in client.get(f"/customers/{encode(customer)}/").content.decode()
    )


def test_old_values_are_shown_under_the_levels_of_today(
    sales: User, executive: User, customer: int, east: Department
) -> None:
    keeper = log_in(keeper_of(east))
    change(keeper, customer, identifier=CODE, name="无锡泰和精密有限公司", status="ACTIVE")
    contact = customer_records.read(acting(sales), customer).card.contacts[0]
    place = f"{base(customer)}{encode(contact.id)}/"
    given = {"version": contact.version, f"point_{encode(contact.phones[0].part)}": "13955556666"}
    assert log_in(sales).post(place, given).status_code == 302
    said = keeper.get(address(customer)).content.decode()
    for clear in ("91320200MA1MKK7T4K", CODE, "+8618612342917", "+8613955556666"):
        assert clear in said
    said = log_in(sales).get(address(customer)).content.decode()
    for covered in ("91320200MA1MKK7T4K", CODE, "18612342917", "13955556666"):
        assert covered not in said
    assert "186••••2917" in said
    # The name masked, the rest hidden: which fields changed is told, nothing of what they said.
    page = log_in(executive).get(address(customer))
    said = page.content.decode()
    for hidden in ("泰和", "•2917", "12342917", "•6666", CODE, "ACTIVE", "孙立群", "合作中"):
        assert hidden not in said
    names = {c.name for one in page.context["sheet"].found for c in one.changes}
    assert names == {"identifier", "name", "status", "contact.phone"}
    program = calling(executive).get(f"/api/v1{address(customer)}").content.decode()
    for hidden in ("泰和", "•2917", "12342917", "•6666", CODE, "ACTIVE"):
        assert hidden not in program


def test_who_wrote_for_a_hidden_purpose_is_told_to_nobody(
    sales: User, department_head: User, data_steward: User, customer: int
) -> None:
    case = Purpose.objects.get(code="CASE")
    Grant.objects.get(post=data_steward.appointments.get().post).purposes.add(case)
    change(log_in(data_steward, "CASE"), customer, short_name="泰和")
    change(log_in(department_head), customer, short_name="TH")
    shown, hidden, _first = versions(log_in(sales), customer)
    assert (shown.who, hidden.who, hidden.actor) == ("department_head", "", None)


def test_contacts_that_come_and_go_are_told(sales: User, customer: int) -> None:
    client = log_in(sales)
    client.post(f"{base(customer)}new/", {"name": "周明", "new_phone": "13811112222"})
    contact = customer_records.read(acting(sales), customer).card.contacts[1]
    place = f"{base(customer)}{encode(contact.id)}/remove/"
    assert client.post(place, {"version": contact.version}).status_code == 302
    gone, came, _first = versions(client, customer)
    assert [(c.name, c.before.text, c.after.text) for c in came.changes] == [
        ("contact.name", "", "周明"),
        ("contact.phone", "", "138••••2222"),
    ]
    assert {(c.name, c.before.text, c.after.text) for c in gone.changes} == {
        ("contact.name", "周明", ""),
        ("contact.phone", "138••••2222", ""),
    }


def test_an_old_version_is_put_back_as_a_new_change(
    sales: User, colleague: User, department_head: User, customer: int
) -> None:
    client, head = log_in(sales), log_in(department_head)
    change(client, customer, short_name="泰和", next_contact_on="2027-01-05")
    change(head, customer, short_name="TH", owner=encode(colleague.pk))
    page = head.get(address(customer))
    newest, wanted, _first = page.context["sheet"].found
    assert (newest.is_restorable, wanted.is_restorable) == (False, True)
    now = page.context["card"].version
    restore = f"{address(customer)}{wanted.version}/restore/"
    answer = head.post(restore, {"version": now})
    assert answer.status_code == 302
    events = [event for event in events_of(answer["X-Request-ID"]) if event.verb == "CHANGE"]
    assert events[0].body["restores"] == wanted.version
    assert events[1].body == {"records": 1, "fields": ["short_name"]}
    card = customer_records.read(acting(department_head), customer).card
    # Whose customer it is stays, or putting a name back would take it from somebody.
    assert (card.short_name.text, card.assignment.owner.id) == ("泰和", encode(colleague.pk))
    assert len(versions(head, customer)) == 4
    # Somebody had an older page open: nothing is written.
    head.post(restore, {"version": now})
    assert len(versions(head, customer)) == 4
    assert head.post(f"{address(customer)}{'0' * 24}/restore/", {"version": now}).status_code in {
        302,
        404,
    }
    assert len(versions(head, customer)) == 4


def test_masked_fields_are_not_put_back(sales: User, customer: int, east: Department) -> None:
    keeper = log_in(keeper_of(east))
    change(keeper, customer, identifier=CODE, short_name="泰和")
    client = log_in(sales)
    page = client.get(address(customer))
    first = page.context["sheet"].found[-1]
    restore = f"{address(customer)}{first.version}/restore/"
    assert client.post(restore, {"version": page.context["card"].version}).status_code == 302
    assert opened(keeper, customer)["identifier"] == CODE
    assert opened(keeper, customer)["short_name"] == ""


def test_out_of_reach_has_no_history(outsider: User, executive: User, customer: int) -> None:
    assert log_in(outsider).get(address(customer)).status_code == 404
    assert log_in(outsider).post(f"{address(customer)}abc/restore/").status_code == 404
    assert "/restore/" not in log_in(executive).get(address(customer)).content.decode()
    assert log_in(executive).post(f"{address(customer)}abc/restore/").status_code == 404


def test_program_lists_and_puts_back(sales: User, customer: int) -> None:
    change(log_in(sales), customer, short_name="泰和")
    program = calling(sales)
    answer = program.get(f"/api/v1{address(customer)}")
    newest, first = answer.json()["results"]
    assert (newest["actor"], newest["changes"][0]["after"]["text"]) == (encode(sales.pk), "泰和")
    path = f"/api/v1{address(customer)}{first['version']}/restore/"
    assert program.post(path).status_code == 428
    tag = {"If-Match": answer["ETag"]}
    assert program.post(path, headers=tag).status_code == 204
    assert program.post(path, headers=tag).status_code == 412
    assert customer_records.read(acting(sales), customer).card.short_name.text == ""
