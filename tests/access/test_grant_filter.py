"""Facts about grants narrowed to what customers are classified as."""

import pytest

from access.errors import RecordNotVisible
from access.explaining import Question, explain
from access.field_groups import FIELD_GROUPS
from access.forms.grant_form import GrantForm
from access.models import Grant
from access.public_id import encode
from access.query import PageQuery
from access.views.grant_cards import grant_cards
from audit.ledger.event import Verb
from customers.assignable import assignable
from customers.models import Classification
from customers.narrowing import branches, narrowed
from customers.records import customer_records
from tests.cast import acting, log_in, make_post, make_user

OTHER = "tier:OTHER"


@pytest.fixture
def other_tier(catalogue):
    Classification.objects.get_or_create(
        id=OTHER, defaults={"axis": "tier", "name_zh": "其他", "name_en": "other"}
    )
    return OTHER


@pytest.fixture
def narrow(east):
    """A person whose only grant is narrowed: `narrow("ALL", tier=["tier:TEST"])`."""

    def make(scope, **filters):
        post = make_post("narrow", scope=scope)
        Grant.objects.filter(post=post).update(filters=filters)
        return make_user("narrow", post, east)

    return make


def listed(user):
    page = customer_records.page(acting(user), PageQuery(size=50))
    return {card.id for card in page.cards}


@pytest.mark.parametrize("scope", ["DEPARTMENT", "ALL"])
def test_a_grant_reaches_only_what_its_filter_names(
    scope, narrow, sales, make_customer, other_tier
):
    inside = make_customer(sales, "甲有限公司")
    outside = make_customer(sales, "乙有限公司", tier=other_tier)
    user = narrow(scope, tier=["tier:TEST"])
    assert listed(user) >= {inside}
    assert outside not in listed(user)
    customer_records.read(acting(user), inside)
    with pytest.raises(RecordNotVisible):
        customer_records.read(acting(user), outside)


def test_own_customers_too_are_only_those_that_the_filter_names(
    narrow, sales, make_customer, other_tier
):
    user = narrow("OWN", tier=[other_tier], region=["32"])
    inside = make_customer(user, "甲有限公司", tier=other_tier)
    for wrong in ({"tier": "tier:TEST"}, {"tier": other_tier, "region": "330200"}):
        outside = make_customer(user, "乙有限公司", **wrong)
        with pytest.raises(RecordNotVisible):
            customer_records.read(acting(user), outside)
    assert listed(user) == {inside}


def test_one_of_the_codes_is_enough_and_every_attribute_must_hold(
    narrow, sales, make_customer, other_tier
):
    first = make_customer(sales, "甲有限公司")
    second = make_customer(sales, "乙有限公司", tier=other_tier, region="330200")
    third = make_customer(sales, "丙有限公司", tier=other_tier, region="110000")
    user = narrow("ALL", tier=["tier:TEST", other_tier], region=["3202", "33"])
    assert {first, second} <= listed(user)
    assert third not in listed(user)


@pytest.mark.parametrize("filters", [{"tier": []}, {"colour": ["red"]}, {"region": [""]}])
def test_what_a_filter_says_unclearly_opens_nothing(filters, narrow, customer):
    user = narrow("ALL", **filters)
    assert listed(user) == set()
    with pytest.raises(RecordNotVisible):
        customer_records.read(acting(user), customer)


def test_each_code_of_the_attribute_that_leads_is_a_branch_of_its_own():
    filters = {"region": ["32"], "tier": ["tier:A", "tier:B"]}
    assert len(branches(filters)) == 2
    assert "tier_id" in str(narrowed(filters))


def test_an_explanation_says_that_the_filter_leaves_the_customer_out(
    narrow, customer, east, other_tier
):
    user = narrow("ALL", tier=[other_tier])
    officer = make_user("explains", make_post("explains", scope="ALL", verbs=["EXPLAIN"]), east)
    found = explain(acting(officer), Question(person=user.pk, verb=Verb.READ, record=customer))
    assert not found.allowed
    assert [one.value for one in found.missing] == ["scope"]


def test_a_new_customer_lies_within_the_grant_that_creates_it(narrow, catalogue, other_tier):
    user = narrow("OWN", tier=[other_tier])
    reach = assignable(acting(user))
    home = reach.home_of(user.pk)
    assert reach.closed_by(user.pk, home, {"tier": other_tier}) == ""
    assert reach.closed_by(user.pk, home, {"tier": "tier:TEST"}) == "tier"


def test_the_form_reads_names_of_regions_and_shows_them_again(
    system_administrator, sales_post, other_tier
):
    form = GrantForm(
        {
            "scope": "ALL",
            "verbs": ["READ"],
            "purposes": ["RENEWAL"],
            "starts_on": "2026-01-01",
            "only_tier": [other_tier],
            "only_region": "江苏，Ningbo, Japan",
            **{f"level_{group.code}": "HIDDEN" for group in FIELD_GROUPS},
        }
    )
    assert form.is_valid(), form.errors
    assert form.terms().filters == {"tier": [other_tier], "region": ["32", "3302", "JP"]}
    wrong = GrantForm({"only_region": "Atlantis"})
    assert "Atlantis" in str(wrong.errors["only_region"])


def test_of_overlapping_grants_the_page_shows_which_one_wins(system_administrator, sales_post):
    own = sales_post.grants.get()
    wide = Grant.objects.create(
        post=sales_post,
        verbs=["READ"],
        scope="ALL",
        filters={"tier": ["tier:TEST"]},
        levels={"contact.phone": "CLEAR"},
        starts_on=own.starts_on,
    )
    cards = {card.id: card for card in grant_cards(sales_post)}
    assert cards[own.pk].outdone == []  # for no purpose in common
    wide.purposes.set(own.purposes.all())
    cards = {card.id: card for card in grant_cards(sales_post)}
    ((group, by),) = cards[own.pk].outdone
    assert (str(group), by.split("；")[0]) == ("联系人电话", "全部客户")
    assert len(cards[wide.pk].outdone) == len(own.levels) - 1
    page = log_in(system_administrator).get(
        f"/posts/{encode(sales_post.pk)}/", headers={"accept-language": "en"}
    )
    assert "shows more and wins where both reach" in page.content.decode()


def test_the_page_of_a_post_says_what_a_grant_is_narrowed_to(
    system_administrator, sales_post, other_tier
):
    Grant.objects.filter(post=sales_post).update(filters={"tier": [other_tier], "region": ["32"]})
    page = log_in(system_administrator).get(
        f"/posts/{encode(sales_post.pk)}/", headers={"accept-language": "en"}
    )
    assert "tier: other" in page.content.decode()
    assert "Jiangsu" in page.content.decode()
