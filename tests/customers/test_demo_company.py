"""Facts about the invented company and its reading history."""

import itertools
import re
import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from access.catalogue.posts import POSTS
from access.catalogue.purposes import PURPOSES
from customers.catalogue import starting_classifications
from customers.credit_code import is_credit_code, is_resident_id
from customers.demo.chance import Chance
from customers.demo.clients import Seat, stream_customers
from customers.demo.generate import demo_company
from customers.demo.reads import reading_history
from customers.phone_number import normalise
from customers.regions import is_region

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def company():
    return demo_company(today=TODAY)


@pytest.fixture(scope="module")
def readings(company):
    return list(reading_history(company))


def test_the_same_day_gives_the_same_company(company):
    assert demo_company(today=TODAY) == company
    assert demo_company(today=TODAY, seed=1) != company


def test_every_post_has_its_face(company):
    assert {person.post for person in company.people} == {post.code for post in POSTS}
    departments = {department.id for department in company.departments}
    assert {person.department for person in company.people} <= departments
    assert company.person("chen.yutong").name == "陈雨桐"
    assert company.person("zheng.shuyao").post == "department-head"
    assert company.person(company.thief).name == "周启航"
    assert [one.username for one in company.people if not one.is_active] == ["ma.zhiqiang"]


def test_departments_come_after_their_parents(company):
    seen = {None}
    for department in company.departments:
        assert department.parent in seen
        seen.add(department.id)


def test_ids_are_sixty_bits_and_differ(company):
    ids = [one.id for one in (*company.customers, *company.transactions, *company.people)]
    assert len(ids) == len(set(ids))
    assert all(0 < one < 2**60 for one in ids)


def test_customers_look_like_real_ones(company):
    assert len(company.customers) == 400
    first = company.customers[0]
    assert (first.name, first.contacts[0].name) == ("无锡泰和轴承有限公司", "孙立群")
    chinese = [one for one in company.customers if re.search("公司$", one.name)]
    assert len(chinese) > 350
    assert sum(one.kind == "PERSON" for one in company.customers) == 16
    assert sum(one.region.isalpha() for one in company.customers) == 16
    assert len({one.name for one in company.customers}) > 390


def test_customers_fit_the_catalogue_and_belong_to_active_sellers(company):
    known = {entry.id for entry in starting_classifications()}
    owners = {person.id: person for person in company.people}
    for customer in company.customers:
        axes = (customer.type, customer.industry, customer.tier, customer.sensitivity,
                customer.source, customer.lawful_basis, customer.business_line)  # fmt: skip
        assert set(axes) <= known
        assert is_region(customer.region)
        assert owners[customer.owner].is_active
        assert owners[customer.owner].department == customer.department
        assert sum(contact.is_primary for contact in customer.contacts) == 1


def test_numbers_are_well_formed_and_obviously_nobodys(company):
    for customer in company.customers:
        if customer.region.isalpha():
            continue
        if customer.kind == "PERSON":
            assert is_resident_id(customer.identifier)
            assert customer.identifier[14:17] == "000"
        else:
            assert is_credit_code(customer.identifier)
        for point in (point for contact in customer.contacts for point in contact.points):
            if point.means == "phone":
                assert normalise(point.value).is_valid
                assert "0000" in point.value or "-555" in point.value
            if point.means == "email":
                assert point.value.endswith(".example")
                assert point.value.isascii()


def test_purchases_run_over_three_years_in_order_and_with_seasons(company):
    days = [deal.happened_on for deal in company.transactions]
    assert days == sorted(days)
    assert days[0].strftime("%Y-%m") == "2023-12"
    assert TODAY - timedelta(days=7) <= days[-1] <= TODAY
    months = Counter(day.month for day in days if day < date(2026, 11, 1))
    assert months[2] < min(months[3], months[6], months[9], months[12]) * 0.6
    assert len({deal.number for deal in company.transactions}) == len(days)


def test_purchases_belong_to_customers_that_existed(company):
    for deal in company.transactions:
        assert company.created_on[deal.customer] <= deal.happened_on
        assert deal.lines
        assert all(line.quantity > 0 and line.unit_price > 0 for line in deal.lines)
        assert all(0 <= line.discount < Decimal("0.1") for line in deal.lines)
    currencies = Counter(deal.currency for deal in company.transactions)
    assert currencies["CNY"] > currencies["USD"] > 0


def test_posts_name_known_purposes_levels_and_scopes():
    purposes = {purpose.code for purpose in PURPOSES}
    for grant in (grant for post in POSTS for grant in post.grants):
        assert grant.scope in {"OWN", "DEPARTMENT", "ALL"}
        assert set(grant.levels.values()) <= {"HIDDEN", "MASKED", "CLEAR"}
        assert grant.purposes
        assert set(grant.purposes) <= purposes
    assert not any(post.administers and post.watches for post in POSTS)
    assert {post.code for post in POSTS if post.administers} == {"system-administrator"}
    assert not next(post for post in POSTS if post.administers).grants


def test_readings_are_in_order_and_before_today(readings):
    assert all(one.at <= two.at for one, two in itertools.pairwise(readings))
    assert readings[0].at.date() >= TODAY - timedelta(days=60)
    assert readings[-1].at.date() < TODAY
    assert 2000 < len(readings) < 12_000


def test_readings_stay_within_what_the_post_grants(company, readings):
    posts = {post.code: post for post in POSTS}
    people = {person.id: person for person in company.people}
    customers = {customer.id: customer for customer in company.customers}
    for reading in readings:
        person = people[reading.actor]
        assert len(reading.ids) <= 1000
        if reading.outcome == "REFUSED":
            continue
        (grant,) = [one for one in posts[person.post].grants if one.scope == reading.scope]
        assert reading.verb in grant.verbs
        assert reading.purpose in grant.purposes
        for customer in (customers[one] for one in reading.ids):
            assert reading.scope != "OWN" or customer.owner == person.id
            assert reading.scope != "DEPARTMENT" or customer.department == person.department


def test_the_thief_alone_reads_at_night_and_far_more_than_his_peers(company, readings):
    at_night = [one for one in readings if one.at.hour >= 22 or one.at.hour < 6]
    assert {one.actor for one in at_night} == {company.person(company.thief).id}
    evenings = {(one.at - timedelta(hours=6)).date() for one in at_night}
    assert evenings == {TODAY - timedelta(days=7), TODAY - timedelta(days=2)}
    assert sum(one.verb == "REVEAL" for one in at_night) > 50
    assert any(one.outcome == "REFUSED" for one in at_night)
    sellers = [person.id for person in company.people if person.post == "sales"]
    lately = [one for one in readings if one.at.date() >= TODAY - timedelta(days=28)]
    seen = Counter(dict.fromkeys(sellers, 0))
    for one in lately:
        seen[one.actor] += one.verb != "PAGE"
    (most, most_count), (_, next_count) = seen.most_common()[:2]
    assert most == company.person(company.thief).id
    assert most_count > 2 * next_count


def test_people_read_in_working_hours_on_working_days(company, readings):
    thief = company.person(company.thief).id
    usual = [one for one in readings if one.actor != thief]
    assert all(7 <= one.at.hour < 22 for one in usual)
    assert all(one.at.weekday() < 5 for one in usual)
    assert not any(one.at.month == 10 and one.at.day <= 7 for one in usual)


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2028, 2, 29), date(2026, 1, 2)])
def test_any_day_can_be_today(today):
    company = demo_company(today=today, customers=80)
    assert all(deal.happened_on <= today for deal in company.transactions)
    assert list(reading_history(company))


def test_a_stream_of_customers_is_quick_and_repeats():
    seats = [Seat(1, 10), Seat(2, 20)]
    before = time.perf_counter()
    drafts = list(stream_customers(Chance(1), seats, count=5000, today=TODAY))
    assert time.perf_counter() - before < 5
    assert len({draft.id for draft in drafts}) == 5000
    assert {(draft.owner, draft.department) for draft in drafts} == {(1, 10), (2, 20)}
    assert list(stream_customers(Chance(1), seats, count=5, today=TODAY)) == drafts[:5]
