"""Explanations by function: who may ask, what is entered, what comes out."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from access.decision.missing import Missing
from access.errors import NoGrant, RecordNotVisible
from access.explaining import Question, explain
from access.explaining_person import explain_person
from access.explaining_record import explain_record
from access.models import Apart, Appointment, Department, Post, SecondStep, User, Waiver
from access.public_id import encode
from audit.ledger.event import Verb
from tests.cast import PURPOSE, MakeCustomer, acting, make_post, make_user
from tests.ledger import events_of


def ask(person: User, customer: int, verb: Verb = Verb.READ, purpose: str = PURPOSE) -> Question:
    return Question(person.pk, verb, customer, purpose=purpose)


def test_owner_is_allowed_by_the_grant_that_is_named(
    officer: User, sales: User, sales_post: Post, customer: int
) -> None:
    found = explain(acting(officer, "CASE"), ask(sales, customer))
    (verdict,) = found.verdicts
    assert found.allowed
    assert [one.grant.id for one in verdict.grounds] == [sales_post.grants.get().pk]
    assert (verdict.levels["name"], verdict.levels["contact.phone"]) == ("CLEAR", "REVEAL")
    assert "bank_account" not in verdict.levels


def test_without_a_purpose_every_purpose_is_answered(
    officer: User, east: Department, make_customer: MakeCustomer
) -> None:
    user = make_user("two", make_post("two", scope="OWN", purposes=["RENEWAL", "CASE"]), east)
    found = explain(acting(officer, "CASE"), ask(user, make_customer(user), purpose=""))
    assert [(one.purpose, one.allowed) for one in found.verdicts] == [
        ("CASE", True),
        ("RENEWAL", True),
    ]


@pytest.mark.parametrize(
    ("person", "verb", "purpose", "missing"),
    [
        ("outsider", Verb.READ, PURPOSE, Missing.SCOPE),
        ("sales", Verb.DELETE, PURPOSE, Missing.VERB),
        ("sales", Verb.READ, "CASE", Missing.PURPOSE),
        ("executive", Verb.PAGE, PURPOSE, Missing.NO_ORDER),
        ("executive", Verb.REVEAL, PURPOSE, Missing.VERB),
        ("compliance_officer", Verb.READ, PURPOSE, Missing.NO_GRANT),
        ("system_administrator", Verb.READ, PURPOSE, Missing.NO_GRANT),
    ],
)
def test_refusal_says_what_is_missing(
    request: pytest.FixtureRequest,
    officer: User,
    customer: int,
    person: str,
    verb: Verb,
    purpose: str,
    missing: Missing,
) -> None:
    user = request.getfixturevalue(person)
    found = explain(acting(officer, "CASE"), ask(user, customer, verb, purpose))
    assert (found.allowed, found.missing) == (False, (missing,))


def test_closed_log_in_and_second_step_are_said_beside_the_grant_that_would_answer(
    officer: User, sales: User, sales_post: Post, customer: int
) -> None:
    sales_post.requires_mfa = True
    sales_post.save()
    sales.is_active = False
    sales.save()
    found = explain(acting(officer, "CASE"), ask(sales, customer))
    assert found.missing == (Missing.CLOSED, Missing.SECOND_STEP)
    assert found.verdicts[0].grounds
    sales.is_active = True
    sales.save()
    SecondStep.objects.create(user=sales, type=SecondStep.Type.TOTP, data={})
    assert explain(acting(officer, "CASE"), ask(sales, customer)).allowed


@pytest.mark.parametrize(("shift", "missing"), [(-1, Missing.ENDED), (1, Missing.NOT_BEGUN)])
def test_grant_out_of_its_term_is_said(
    officer: User, sales: User, sales_post: Post, customer: int, shift: int, missing: Missing
) -> None:
    day = timezone.localdate() + timedelta(days=shift)
    grant = sales_post.grants.get()
    if shift < 0:
        grant.ends_on = day
    else:
        grant.starts_on = day
    grant.save()
    found = explain(acting(officer, "CASE"), ask(sales, customer))
    assert missing in found.missing
    Appointment.objects.filter(user=sales).delete()
    assert explain(acting(officer, "CASE"), ask(sales, customer)).missing == (Missing.NO_POST,)


def test_explaining_is_a_read_of_the_record_and_the_event_holds_no_value(
    officer: User, sales: User, customer: int
) -> None:
    found = explain(acting(officer, "CASE", "r-explain"), ask(sales, customer))
    intent, result = events_of("r-explain")
    assert (intent.verb, intent.actor, intent.ids) == ("EXPLAIN", encode(officer.pk), [customer])
    assert (intent.body["person"], intent.body["asked"]) == (encode(sales.pk), "READ")
    assert (result.outcome, result.body["answer"]) == ("ALLOWED", "ALLOWED")
    assert found.folio.event == intent.id
    assert "泰和" not in json.dumps([intent.body, result.body], ensure_ascii=False)


@pytest.mark.parametrize("person", ["sales", "department_head", "compliance_officer"])
def test_who_holds_no_grant_to_explain_is_refused_and_it_is_entered(
    request: pytest.FixtureRequest, person: str, sales: User, customer: int
) -> None:
    actor = acting(request.getfixturevalue(person), request=f"r-no-{person}")
    with pytest.raises(NoGrant):
        explain(actor, ask(sales, customer))
    with pytest.raises(NoGrant):
        explain_record(actor, customer, None)
    with pytest.raises(NoGrant):
        explain_person(actor, sales.pk, None)
    assert [(e.verb, e.outcome) for e in events_of(f"r-no-{person}")] == [
        ("EXPLAIN", "REFUSED")
    ] * 3


def test_administrator_explains_nothing_even_with_an_officers_post_beside(
    system_administrator: User, officer: User, sales: User, east: Department, customer: int
) -> None:
    # The database lets both into one hand under a waiver alone.
    Waiver.objects.create(
        pair=Apart.ADMINISTER_SEE,
        reason="three people",
        people=3,
        given_by=system_administrator,
        starts_on=timezone.localdate(),
    )
    Appointment.objects.create(
        user=system_administrator,
        post=Post.objects.get(code="test-judge"),
        department=east,
        starts_on=timezone.localdate(),
    )
    with pytest.raises(NoGrant):
        explain(acting(system_administrator, "CASE"), ask(sales, customer))


def test_absent_and_out_of_reach_are_one_refusal(
    east: Department, sales: User, outsider: User, make_customer: MakeCustomer
) -> None:
    post = make_post("near", scope="DEPARTMENT", verbs=["EXPLAIN"], purposes=["CASE"], levels={})
    near = make_user("near", post, east)
    foreign = make_customer(outsider)
    for number, record in (("r-x-foreign", foreign), ("r-x-absent", 7)):
        with pytest.raises(RecordNotVisible):
            explain(acting(near, "CASE", number), ask(sales, record))
    foreign_events, absent_events = events_of("r-x-foreign"), events_of("r-x-absent")
    assert [(e.kind, e.verb, e.outcome, e.body) for e in foreign_events] == [
        (e.kind, e.verb, e.outcome, e.body) for e in absent_events
    ]
    assert explain(acting(near, "CASE"), ask(sales, make_customer(sales))).allowed


def test_who_can_see_a_customer_lists_people_with_levels_and_grants(
    officer: User,
    sales: User,
    colleague: User,
    department_head: User,
    executive: User,
    customer: int,
) -> None:
    found = explain_record(acting(officer, "CASE"), customer, None)
    seen = {one.person.name: one for one in found.seeing}
    assert set(seen) == {"sales", "department_head", "executive"}
    assert (found.people, found.asked) == (3, User.objects.count())
    assert seen["executive"].levels["name"] == "MASKED"
    assert seen["executive"].verbs == (Verb.READ,)  # no list: nothing of theirs sorts one
    assert seen["sales"].verbs == (Verb.READ, Verb.PAGE)


def test_what_a_person_can_see_counts_customers_grant_by_grant(
    officer: User, sales: User, colleague: User, department_head: User, make_customer: MakeCustomer
) -> None:
    for name in "甲乙":
        make_customer(sales, f"测试{name}有限公司")
    make_customer(colleague, "测试丙有限公司")
    counts = {
        user.name: [
            one.count for one in explain_person(acting(officer, "CASE"), user.pk, None).reaches
        ]
        for user in (sales, colleague, department_head)
    }
    assert counts == {"sales": [2], "colleague": [1], "department_head": [3]}
    then = explain_person(acting(officer, "CASE"), sales.pk, timezone.now())
    assert [one.count for one in then.reaches] == [None]


def test_counts_stay_within_what_the_officer_may_explain(
    south: Department, sales: User, outsider: User, data_steward: User, make_customer: MakeCustomer
) -> None:
    post = make_post("far", scope="DEPARTMENT", verbs=["EXPLAIN"], purposes=["CASE"], levels={})
    far = make_user("far", post, south)
    make_customer(sales)
    make_customer(outsider, "测试丁有限公司")
    (reach,) = explain_person(acting(far, "CASE"), data_steward.pk, None).reaches
    assert reach.count == 1
