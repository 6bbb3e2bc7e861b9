"""Keyset pages: forward and backward they show each record once, in order, whatever the ties."""

from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.models import Department, User
from access.public_id import new_id
from access.query import PageQuery
from access.sheet import Page
from customers.cards import CustomerCard
from customers.drafts import CustomerDraft
from customers.records import customer_records
from customers.search_terms import sort_key
from customers.services.create_customers import create_customers
from tests.cast import acting, make_post, make_user

NAMES = ("无锡泰和轴承有限公司", "宁波海晟注塑机械有限公司", "ABC Bearings")
DAYS = (None, date(2026, 11, 20), date(2026, 11, 21))
SERIAL = count()

made = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(DAYS)), max_size=9)


@pytest.mark.parametrize("sort", ["name", "-contact"])
@pytest.mark.parametrize("scope", ["OWN", "DEPARTMENT", "BOTH"])
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(made=made, size=st.integers(1, 4))
def test_pages_show_each_customer_once_and_in_order(
    catalogue: dict[str, str],
    sort: str,
    scope: str,
    made: list[tuple[str, date | None]],
    size: int,
) -> None:
    owner = _owner(scope)
    expected = _create(owner, catalogue, made, sort)
    pages = [_page(owner, sort, size)]
    while pages[-1].has_after:
        pages.append(_page(owner, sort, size, after=pages[-1].cards[-1].id))
    forward = [[card.id for card in page.cards] for page in pages]
    assert [pk for ids in forward for pk in ids] == expected
    assert [page.has_before for page in pages] == [False] + [True] * (len(pages) - 1)
    assert {page.total for page in pages} == {len(expected)}
    for here, there in zip(forward[1:], forward, strict=False):
        back = _page(owner, sort, size, before=here[0])
        assert ([card.id for card in back.cards], back.has_after) == (there, True)
        assert back.has_before == (there is not forward[0])


def _owner(scope: str) -> User:
    number = next(SERIAL)
    post = make_post(f"keyset-{number}", scope="OWN" if scope == "BOTH" else scope)
    if scope == "BOTH":  # two branches that find the same records
        (grant,) = post.grants.all()
        purposes = list(grant.purposes.all())
        grant.pk, grant.scope, grant._state.adding = new_id(), "DEPARTMENT", True
        grant.save()
        grant.purposes.set(purposes)
    return make_user(f"owner-{number}", post, Department.objects.create(name_zh=f"部门{number}"))


def _create(
    owner: User, catalogue: dict[str, str], made: list[tuple[str, date | None]], sort: str
) -> list[int]:
    department = owner.appointments.get().department_id
    drafts = [
        CustomerDraft(
            name=name,
            region="320200",
            owner=owner.pk,
            department=department,
            last_contact_on=day,
            **catalogue,
        )
        for name, day in made
    ]
    create_customers(actor=acting(owner), drafts=drafts)
    if sort == "name":
        drafts.sort(key=lambda draft: (sort_key(draft.name).encode(), draft.id))
    else:
        never = date.min
        drafts.sort(key=lambda draft: (draft.last_contact_on or never, draft.id), reverse=True)
    return [draft.id for draft in drafts]


def _page(owner: User, sort: str, size: int, **place: int) -> Page[CustomerCard]:
    return customer_records.page(acting(owner), PageQuery(sort=sort, size=size, **place))
