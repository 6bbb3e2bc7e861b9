"""Replays: five days on which posts, departments, grants, people and owners change. Each day is
answered afterwards, from history alone, as the reference answered it from that day's own tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from access.decision.missing import Missing
from access.explaining import Explanation, Question, explain
from access.explaining_record import explain_record
from access.models import Appointment, Department, Grant, Post, SecondStep, User
from access.services.close_person import close_person
from access.services.reopen_person import reopen_person
from audit.ledger.event import Verb
from customers.models import Customer
from customers.records import customer_records
from customers.stamping import stamp
from tests import reference
from tests.cast import PURPOSE, STAFF_LEVELS, MakeCustomer, acting, make_post, make_user

VERBS = (Verb.READ, Verb.PAGE, Verb.REVEAL, Verb.READERS, Verb.CHANGE)


@dataclass
class Company:
    """What the five days happen to."""

    east: Department
    south: Department
    sales: User
    other: User
    head: User
    executive: User
    officer: User
    administrator: User
    customer: int
    days: list[date]

    def people(self) -> list[User]:
        return [self.sales, self.other, self.head, self.executive]


def evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(20)))


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


@pytest.fixture
def company(db: None, catalogue: dict[str, str], make_customer: MakeCustomer) -> Iterator[Company]:
    """The first day: everything is made in the morning."""
    first = timezone.localdate() - timedelta(days=10)
    with time_machine.travel(morning(first)):
        east = Department.objects.create(name_zh="华东销售部")
        south = Department.objects.create(name_zh="华南销售部")
        selling = make_post("then-sales", scope="OWN")
        leading = make_post("then-head", scope="DEPARTMENT")
        masked = {"name": "MASKED", "assignment": "CLEAR"}
        deciding = make_post("then-executive", scope="ALL", levels=masked, verbs=["READ", "PAGE"])
        judging = make_post("then-officer", scope="ALL", verbs=["EXPLAIN"], levels={})
        sales = make_user("then_sales", selling, east)
        yield Company(
            east=east,
            south=south,
            sales=sales,
            other=make_user("then_other", selling, south),
            head=make_user("then_head", leading, east),
            executive=make_user("then_executive", deciding, east),
            officer=make_user("then_officer", judging, east),
            administrator=make_user(
                "then_administrator", make_post("then-admin", administers=True), east
            ),
            customer=make_customer(sales),
            days=[first + timedelta(days=number) for number in range(5)],
        )


def change_customer(company: Company, **fields: object) -> None:
    """Change the customer through the gateway, like any write."""
    post = make_post("then-mover", scope="ALL", verbs=["CHANGE"])
    mover = make_user("then_mover", post, company.east)
    with customer_records.writing(acting(mover)) as writing:
        work = writing.change([company.customer])
        row = Customer.objects.get(pk=company.customer)
        for name, value in fields.items():
            setattr(row, name, value)
        (row,) = stamp([row], work, mover.pk)
        row.save()


def change_on_day_two(company: Company) -> None:
    """Another owner in another department; executives need a second step, one has it by now."""
    change_customer(company, owner=company.other, department=company.south)
    post = Post.objects.get(code="then-executive")
    post.requires_mfa = True
    post.save()


def change_on_day_three(company: Company) -> None:
    """South comes under east, so its head reaches the customer; the executive enrols."""
    company.south.parent = company.east
    company.south.save()
    SecondStep.objects.create(user=company.executive, type=SecondStep.Type.TOTP, data={})


def change_on_day_four(company: Company) -> None:
    """The head's grant shows the phone and reveals nothing; the other's post ends today."""
    grant = Grant.objects.get(post__code="then-head")
    grant.verbs = ["READ", "PAGE"]
    grant.levels = STAFF_LEVELS | {"contact.phone": "CLEAR", "identifier": "HIDDEN"}
    grant.save()
    appointment = Appointment.objects.get(user=company.other)
    appointment.ends_on = timezone.localdate()
    appointment.save()
    close_person(actor=acting(company.administrator), user_id=company.executive.pk)


def change_on_day_five(company: Company) -> None:
    """The head's post is out of use, the executive is back without a second step; a grant of
    sales ended yesterday."""
    post = Post.objects.get(code="then-head")
    post.is_active = False
    post.save()
    reopen_person(actor=acting(company.administrator), user_id=company.executive.pk)
    SecondStep.objects.filter(user=company.executive).delete()
    grant = Grant.objects.get(post__code="then-sales")
    grant.ends_on = timezone.localdate() - timedelta(days=1)
    grant.save()


CHANGES = (
    None,
    change_on_day_two,
    change_on_day_three,
    change_on_day_four,
    change_on_day_five,
)


def world_of_today(company: Company, owner: User, department: Department) -> reference.World:
    """The tables as they are at this moment, in the reference's words."""
    steps = set(SecondStep.objects.values_list("user_id", flat=True))
    return reference.World(
        people={
            user.pk: reference.Human(user.is_active, user.pk in steps)
            for user in User.objects.all()
        },
        posts={
            post.pk: reference.Position(post.is_active, post.requires_mfa)
            for post in Post.objects.all()
        },
        holdings=[
            reference.Holding(
                one.user_id, one.post_id, one.department_id, one.starts_on, one.ends_on
            )
            for one in Appointment.objects.all()
        ],
        permits=[
            reference.Permit(
                post=grant.post_id,
                verbs=frozenset(grant.verbs),
                scope=grant.scope,
                only=grant.filters,
                levels=grant.levels,
                purposes=frozenset(grant.purposes.values_list("code", flat=True)),
                first=grant.starts_on,
                last=grant.ends_on,
            )
            for grant in Grant.objects.all()
        ],
        parents=dict(Department.objects.values_list("id", "parent_id")),
        records={company.customer: reference.Thing(owner.pk, department.pk, "tier:TEST", "320200")},
    )


@pytest.fixture
def worlds(company: Company) -> dict[date, reference.World]:
    """Live the five days; what each evening was like, noted in that evening."""
    seen = {}
    for day, change in zip(company.days, CHANGES, strict=True):
        moved = day > company.days[0]
        with time_machine.travel(morning(day) + timedelta(hours=1)):
            if change:
                change(company)
            owner = company.other if moved else company.sales
            seen[day] = world_of_today(company, owner, company.south if moved else company.east)
    return seen


def replayed(company: Company, user: User, verb: Verb, at: datetime) -> Explanation:
    question = Question(user.pk, verb, company.customer, at, PURPOSE)
    return explain(acting(company.officer), question)


def test_each_of_five_days_is_answered_as_it_was(
    company: Company, worlds: dict[date, reference.World]
) -> None:
    answers = []
    for day, world in worlds.items():
        for user in company.people():
            for verb in VERBS:
                said = reference.answer(world, day, user.pk, verb, PURPOSE, company.customer)
                found = replayed(company, user, verb, evening(day))
                (verdict,) = found.verdicts
                levels = {g: str(level) for g, level in verdict.levels.items() if level != "HIDDEN"}
                assert (found.allowed, levels) == said, (day, user.username, verb)
                answers.append(said.allowed)
    assert (answers.count(True), answers.count(False)) == READ_BY_HAND


# Twenty questions a day. Day 1: sales 5, head 5, executive 2. Day 2: the other 5. Day 3: the other
# 5, head 5, executive 2. Day 4: the other 5, head 2. Day 5: nobody.
READ_BY_HAND = (36, 64)


def test_each_of_five_days_says_what_was_missing(
    company: Company, worlds: dict[date, reference.World]
) -> None:
    one, two, three, four, five = map(evening, company.days)
    expected = {
        (company.sales, two): Missing.SCOPE,
        (company.head, two): Missing.SCOPE,
        (company.executive, two): Missing.SECOND_STEP,
        (company.executive, four): Missing.CLOSED,
        (company.other, five): Missing.NO_POST,
        (company.head, five): Missing.NO_POST,
        (company.executive, five): Missing.SECOND_STEP,
    }
    for (user, at), missing in expected.items():
        found = replayed(company, user, Verb.READ, at)
        assert found.missing == (missing,), (user.username, at)
    assert Missing.ENDED not in replayed(company, company.sales, Verb.READ, one).missing
    assert replayed(company, company.sales, Verb.READ, five).missing == (Missing.NO_GRANT,)
    assert replayed(company, company.head, Verb.READ, three).allowed
    ((appointment, lapse),) = replayed(
        company, company.other, Verb.READ, five
    ).standing.lapsed_appointments
    assert (appointment.ends_on, lapse) == (company.days[3], "over")


def test_before_the_first_day_there_was_nobody_and_nothing(
    company: Company, worlds: dict[date, reference.World]
) -> None:
    found = replayed(
        company, company.sales, Verb.READ, evening(company.days[0] - timedelta(days=1))
    )
    assert (found.allowed, found.missing) == (False, (Missing.NO_LOG_IN,))


def test_who_could_see_the_customer_on_each_day(
    company: Company, worlds: dict[date, reference.World]
) -> None:
    seen = []
    for day in company.days:
        found = explain_record(acting(company.officer), company.customer, evening(day))
        seen.append({one.person.id for one in found.seeing})
        assert found.exists
    sales, other, head, executive = (user.pk for user in company.people())
    assert seen == [
        {sales, head, executive},
        {other},
        {other, head, executive},
        {other, head},
        set(),
    ]
    before = evening(company.days[0] - timedelta(days=1))
    assert not explain_record(acting(company.officer), company.customer, before).exists


def test_customer_that_is_deleted_by_now_is_explained_as_it_was(company: Company) -> None:
    with time_machine.travel(morning(company.days[1])):
        change_customer(company, deleted_at=timezone.now())
    there, gone = map(evening, company.days[:2])
    assert replayed(company, company.sales, Verb.READ, there).allowed
    assert replayed(company, company.sales, Verb.READ, gone).missing == (Missing.NO_RECORD,)
    now = Question(company.sales.pk, Verb.READ, company.customer, purpose=PURPOSE)
    assert explain(acting(company.officer), now).missing == (Missing.NO_RECORD,)
