"""The bin: what is deleted is found nowhere else, and comes back as it was."""

from typing import Any

import pytest

from access.models import Appointment, User
from access.public_id import encode
from access.query import PageQuery
from customers.models import Customer
from customers.records import customer_records
from tests.api.test_customers_api import calling
from tests.cast import LONG_AGO, STAFF_LEVELS, STAFF_VERBS, acting, log_in, make_post, make_user
from tests.customers.new_customer_form import given
from tests.customers.test_change_customer import address as change_address
from tests.customers.test_change_customer import opened
from tests.ledger import events_of


@pytest.fixture
def leader(sales: User) -> User:
    """Somebody who deletes and restores within the department."""
    verbs = [*STAFF_VERBS, "DELETE", "RESTORE"]
    levels = STAFF_LEVELS | {"contact.phone": "CLEAR"}
    post = make_post("test-leader", scope="DEPARTMENT", verbs=verbs, levels=levels)
    return make_user("leader", post, sales.appointments.get().department)


def address(customer: int) -> str:
    return f"/customers/{encode(customer)}/"


def delete(user: User, customer: int) -> Any:
    client = log_in(user)
    page = client.get(f"{address(customer)}delete/")
    assert page.status_code == 200
    version = {"version": page.context["card"].version}
    return client.post(f"{address(customer)}delete/", version)


def test_deleted_customer_is_found_nowhere_but_in_the_bin(
    leader: User, sales: User, customer: int
) -> None:
    answer = delete(leader, customer)
    assert answer["Location"] == "/customers/"
    intent, result = [e for e in events_of(answer["X-Request-ID"]) if e.verb == "DELETE"]
    assert (intent.ids, result.outcome, result.body) == ([customer], "ALLOWED", {"records": 1})
    for user in (leader, sales):
        client = log_in(user)
        for path in ("", "change/", "transactions/", "readers/", "contacts/new/", "delete/"):
            assert client.get(f"{address(customer)}{path}").status_code == 404
        page = client.get("/customers/").context["page"]
        assert (page.cards, page.total) == ((), 0)
        for search in ("泰和", "taihe", "2917"):
            found = customer_records.page(acting(user), PageQuery(search=search))
            assert (found.cards, found.total) == ((), 0)
        program = calling(user)
        assert program.get(f"/api/v1{address(customer)}").status_code == 404
        assert program.get("/api/v1/customers/").json()["total"] == 0
    twin = given(sales, name="无锡泰和轴承有限公司")
    assert log_in(sales).post("/customers/new/", twin).status_code == 302


def test_bin_lists_it_for_who_may_restore_and_gives_it_back_as_it_was(
    leader: User, sales: User, customer: int
) -> None:
    before = customer_records.read(acting(sales), customer).card
    delete(leader, customer)
    client = log_in(leader)
    page = client.get("/customers/bin/")
    assert [card.id for card in page.context["page"].cards] == [customer]
    (intent, _) = events_of(page["X-Request-ID"])
    assert (intent.verb, intent.ids) == ("PAGE", [customer])
    answer = client.post(f"/customers/bin/{encode(customer)}/restore/")
    assert answer["Location"] == address(customer)
    verbs = {(e.verb, tuple(e.ids)) for e in events_of(answer["X-Request-ID"]) if e.ids}
    assert ("RESTORE", (customer,)) in verbs
    after = customer_records.read(acting(sales), customer).card
    assert (after.name, after.contacts, after.assignment) == (
        before.name,
        before.contacts,
        before.assignment,
    )
    assert client.get("/customers/bin/").context["page"].cards == ()
    assert client.post(f"/customers/bin/{encode(customer)}/restore/").status_code == 404


def test_who_may_not_restore_sees_no_bin_and_restores_nothing(
    leader: User, sales: User, data_steward: User, customer: int
) -> None:
    delete(leader, customer)
    for user in (sales, data_steward):
        client = log_in(user)
        assert "/customers/bin/" not in client.get("/customers/").content.decode()
        assert client.get("/customers/bin/").status_code == 403
        assert client.post(f"/customers/bin/{encode(customer)}/restore/").status_code == 403
        assert calling(user).get("/api/v1/customers/bin/").status_code == 403
    assert "/customers/bin/" in log_in(leader).get("/customers/").content.decode()
    assert not Customer.objects.using("door").filter(pk=customer, deleted_at=None).exists()


def test_bin_of_another_department_stays_closed(
    leader: User, customer: int, outsider: User
) -> None:
    verbs = [*STAFF_VERBS, "DELETE", "RESTORE"]
    post = make_post("test-other", scope="DEPARTMENT", verbs=verbs)
    other = make_user("other", post, outsider.appointments.get().department)
    delete(leader, customer)
    client = log_in(other)
    assert client.get("/customers/bin/").context["page"].cards == ()
    assert client.get(f"/customers/bin/?after={encode(customer)}").status_code == 400
    assert client.post(f"/customers/bin/{encode(customer)}/restore/").status_code == 404


def test_a_grant_without_the_verb_opens_no_bin_beside_one_that_has_it(
    leader: User, customer: int, outsider: User
) -> None:
    south = outsider.appointments.get().department
    verbs = [*STAFF_VERBS, "DELETE", "RESTORE"]
    other = make_user("other", make_post("test-south", scope="DEPARTMENT", verbs=verbs), south)
    everywhere = make_post("test-everywhere", scope="ALL", verbs=["READ", "PAGE"])
    Appointment.objects.create(user=other, post=everywhere, department=south, starts_on=LONG_AGO)
    client = log_in(other)
    assert client.get(address(customer)).status_code == 200
    delete(leader, customer)
    page = client.get("/customers/bin/").context["page"]
    assert (page.cards, page.total) == ((), 0)


def test_sales_without_the_verb_deletes_nothing(sales: User, customer: int) -> None:
    client = log_in(sales)
    assert "/delete/" not in client.get(address(customer)).content.decode()
    assert client.get(f"{address(customer)}delete/").status_code == 404
    answer = client.post(f"{address(customer)}delete/")
    assert answer.status_code == 404
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.outcome) == ("DELETE", "REFUSED")
    assert client.get(address(customer)).status_code == 200


def test_what_another_changed_is_looked_at_before_it_is_deleted(
    leader: User, sales: User, customer: int
) -> None:
    client = log_in(leader)
    version = client.get(f"{address(customer)}delete/").context["card"].version
    seller = log_in(sales)
    changed = opened(seller, customer) | {"short_name": "泰和"}
    assert seller.post(change_address(customer), changed).status_code == 302
    answer = client.post(f"{address(customer)}delete/", {"version": version})
    assert answer.status_code == 409
    assert client.get(address(customer)).status_code == 200


def test_program_deletes_and_restores(leader: User, customer: int) -> None:
    program, path = calling(leader), f"/api/v1{address(customer)}"
    tag = program.get(path)["ETag"]
    assert program.delete(path).status_code == 428
    assert program.delete(path, headers={"If-Match": '"x"'}).status_code == 412
    assert program.delete(path, headers={"If-Match": tag}).status_code == 204
    assert program.delete(path, headers={"If-Match": tag}).status_code == 404
    (found,) = program.get("/api/v1/customers/bin/").json()["results"]
    assert found["id"] == encode(customer)
    assert found["deleted_at"]
    restore = f"/api/v1/customers/bin/{encode(customer)}/restore/"
    assert program.post(restore).status_code == 204
    assert program.post(restore).status_code == 404
    assert program.get(path).status_code == 200
