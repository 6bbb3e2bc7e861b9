"""A company of many customers in a database of the bench's own, made once and kept."""

from django.db import connections
from django.utils import timezone

from access.actor import Actor, actor_for
from access.models import Appointment, Department, Grant, Post, Purpose, User
from customers.demo.chance import Chance
from customers.demo.clients import Seat, stream_customers
from customers.demo.words import EAST_CITIES, SOUTH_CITIES
from customers.services.create_customers import create_customers
from tests.cast import LONG_AGO, STAFF_LEVELS, STAFF_VERBS

SELLERS = 20
PURPOSE = "BENCH"


def bench_actor(size: int) -> Actor:
    """The head of the one department that holds all the customers; they are made where missing."""
    head = User.objects.filter(username="bench-head").first()
    if head is None:
        head = _people()
    _fill(size)
    return actor_for(head, purpose=PURPOSE)


def _people() -> User:
    department = Department.objects.create(name_zh="测量部")
    purpose = Purpose.objects.create(code=PURPOSE, name_zh="测量", name_en="Bench")
    for code, scope in (("bench-head", "DEPARTMENT"), ("bench-sales", "OWN")):
        post = Post.objects.create(code=code, name_zh=code)
        grant = Grant.objects.create(
            post=post, verbs=STAFF_VERBS, scope=scope, levels=STAFF_LEVELS, starts_on=LONG_AGO
        )
        grant.purposes.add(purpose)
        count = 1 if scope == "DEPARTMENT" else SELLERS
        for number in range(count):
            username = code if count == 1 else f"{code}-{number}"
            user = User.objects.create_user(
                username=username, password=None, name=username, email=""
            )
            Appointment.objects.create(
                user=user, post=post, department=department, starts_on=LONG_AGO
            )
    return User.objects.get(username="bench-head")


def _fill(size: int) -> None:
    if _made() < size:
        _create(size)
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _made() -> int:
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_customer")
        (made,) = cursor.fetchone() or (0,)
    return int(made)


def _create(size: int) -> None:
    sellers = list(User.objects.filter(username__startswith="bench-sales").order_by("pk"))
    department = Department.objects.get()
    for number in range(_made(), size, 1000):
        seller = sellers[number // 1000 % SELLERS]
        seat = Seat(seller.pk, department.pk, (*EAST_CITIES, *SOUTH_CITIES))
        drafts = stream_customers(
            Chance(number + 1), [seat], count=min(1000, size - number), today=timezone.localdate()
        )
        create_customers(actor=actor_for(seller, purpose=PURPOSE), drafts=list(drafts))
