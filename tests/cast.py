"""The posts as the cast: who appears in the tests, and what each may do."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.test import Client

from access.actor import Actor, actor_for
from access.models import Appointment, Department, Grant, Post, Purpose, User
from customers.drafts import ContactDraft, CustomerDraft, PointDraft
from customers.models import Axis, Classification
from customers.services.create_customers import create_customers

PURPOSE = "RENEWAL"
LONG_AGO = date(2020, 1, 1)
STAFF_LEVELS = {
    "name": "CLEAR",
    "classification": "CLEAR",
    "assignment": "CLEAR",
    "identifier": "MASKED",
    "address": "MASKED",
    "contact.name": "CLEAR",
    "contact.phone": "MASKED",
    "contact.email": "MASKED",
    "contact.wechat": "MASKED",
    "activities": "CLEAR",
    "transactions": "CLEAR",
    "amounts": "CLEAR",
}
STAFF_VERBS = ["READ", "PAGE", "REVEAL", "READERS", "CREATE", "CHANGE"]

MakePost = Callable[..., Post]


def make_post(
    code: str,
    *,
    scope: str | None = None,
    verbs: Iterable[str] = STAFF_VERBS,
    levels: dict[str, str] | None = None,
    purposes: Iterable[str] = (PURPOSE,),
    **flags: bool,
) -> Post:
    """A post with one grant, or without any where `scope` is None."""
    post = Post.objects.create(code=code, name_zh=code, name_en=code, **flags)
    if scope:
        grant = Grant.objects.create(
            post=post,
            verbs=list(verbs),
            scope=scope,
            levels=STAFF_LEVELS if levels is None else levels,
            starts_on=LONG_AGO,
        )
        for purpose in purposes:
            grant.purposes.add(
                Purpose.objects.get_or_create(
                    code=purpose, defaults={"name_zh": purpose, "name_en": purpose}
                )[0]
            )
    return post


def make_user(name: str, post: Post | None, department: Department) -> User:
    """A person who holds the post in the department."""
    user = User.objects.create_user(
        username=name, password="correct horse", name=name, email=f"{name}@custos.example"
    )
    if post:
        Appointment.objects.create(user=user, post=post, department=department, starts_on=LONG_AGO)
    return user


def log_in(user: User, purpose: str = PURPOSE) -> Client:
    """A browser in which the person has logged in and chosen a purpose."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["purpose"] = purpose
    session.save()
    return client


def acting(user: User, purpose: str = PURPOSE, request: str = "") -> Actor:
    """The person as the gateway knows them."""
    return actor_for(user, purpose=purpose, request=request)


@pytest.fixture
def east(db: None) -> Department:
    return Department.objects.create(name_zh="华东销售部", name_en="Sales East")


@pytest.fixture
def south(db: None) -> Department:
    return Department.objects.create(name_zh="华南销售部", name_en="Sales South")


@pytest.fixture
def sales_post(db: None) -> Post:
    return make_post("test-sales", scope="OWN")


@pytest.fixture
def sales(east: Department, sales_post: Post) -> User:
    return make_user("sales", sales_post, east)


@pytest.fixture
def colleague(east: Department, sales_post: Post) -> User:
    return make_user("colleague", sales_post, east)


@pytest.fixture
def outsider(south: Department, sales_post: Post) -> User:
    return make_user("outsider", sales_post, south)


@pytest.fixture
def department_head(east: Department) -> User:
    return make_user("department_head", make_post("test-head", scope="DEPARTMENT"), east)


@pytest.fixture
def data_steward(east: Department) -> User:
    levels = STAFF_LEVELS | {"contact.phone": "CLEAR"}
    verbs = [*STAFF_VERBS, "IMPORT", "CURATE"]
    post = make_post("test-steward", scope="ALL", levels=levels, verbs=verbs)
    return make_user("data_steward", post, east)


@pytest.fixture
def executive(east: Department) -> User:
    levels = {"name": "MASKED", "classification": "CLEAR"}
    post = make_post("test-executive", scope="ALL", levels=levels, verbs=["READ", "PAGE"])
    return make_user("executive", post, east)


@pytest.fixture
def compliance_officer(east: Department) -> User:
    return make_user("compliance_officer", make_post("test-officer", watches=True), east)


@pytest.fixture
def system_administrator(east: Department) -> User:
    return make_user("system_administrator", make_post("test-admin", administers=True), east)


@pytest.fixture
def catalogue(db: None) -> dict[str, str]:
    """One entry on each axis, as the arguments of a draft."""
    chosen = {}
    for axis in Axis:
        entry, _ = Classification.objects.get_or_create(
            id=f"{axis.value}:TEST",
            defaults={
                "axis": axis,
                "name_zh": f"测试{axis.value}",
                "name_en": f"test {axis.value}",
            },
        )
        chosen[axis.value] = entry.pk
    return chosen


MakeCustomer = Callable[..., int]


@pytest.fixture
def make_customer(catalogue: dict[str, str]) -> MakeCustomer:
    """Create a customer of a person through the gateway; its id."""

    def make(owner: User, name: str = "无锡泰和轴承有限公司", **fields: object) -> int:
        appointment = owner.appointments.select_related("department").get()
        given: dict[str, object] = {
            "region": "320200",
            "identifier": "91320200MA1MKK7T4K",
            "contacts": (
                ContactDraft(
                    name="孙立群",
                    title="采购部长",
                    is_primary=True,
                    points=(
                        PointDraft(means="phone", value="18612342917"),
                        PointDraft(means="email", value="sunlq@taihe.example"),
                    ),
                ),
            ),
        }
        draft = CustomerDraft(
            name=name,
            owner=owner.pk,
            department=appointment.department_id,
            **(catalogue | given | fields),  # type: ignore[arg-type]
        )
        return create_customers(actor=acting(owner), drafts=[draft])[0]

    return make


@pytest.fixture
def customer(sales: User, make_customer: MakeCustomer) -> int:
    """A customer of sales, 无锡泰和轴承有限公司."""
    return make_customer(sales)
