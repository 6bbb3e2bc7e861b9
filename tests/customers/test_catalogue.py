"""The catalogue of classifications: kept by data stewards, each change in the ledger first."""

from collections.abc import Iterator
from typing import Any

import pytest

from access.models import Company, User
from audit.ledger.book import LedgerUnavailable
from customers import curating
from customers.models import Classification
from customers.services.add_entry import add_entry
from tests.cast import acting, log_in
from tests.ledger import events_of


@pytest.fixture(autouse=True)
def _catalogue_as_before(db: None) -> Iterator[None]:
    """The sweep keeps the catalogue: what a test does to it is undone here."""
    Company.objects.create(name_zh="衡川传动")
    before = list(Classification.objects.all())
    yield
    # In SQL alone: Django would first ask the customers, which takes a ticket.
    Classification.objects.exclude(pk__in=[one.pk for one in before])._raw_delete("default")
    Classification.objects.bulk_update(before, ["name_zh", "name_en", "position", "is_active"])


def names(axis: str = "tier") -> list[str]:
    entries = Classification.objects.filter(axis=axis, is_active=True)
    return list(entries.order_by("position", "id").values_list("name_zh", flat=True))


def test_steward_adds_an_entry_and_the_note_names_it_without_its_words(data_steward: User) -> None:
    answer = log_in(data_steward).post(
        "/catalogue/add/tier/", {"name_zh": "重点培育", "name_en": "To be grown"}
    )
    assert answer.status_code == 302
    assert names()[-1] == "重点培育"
    assert Classification.objects.filter(pk="tier:TO_BE_GROWN").exists()
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.outcome, event.body["what"]) == ("ADMINISTER", "ALLOWED", "add_entry")
    assert "重点培育" not in str(event.body)


def test_steward_renames_moves_closes_and_opens_an_entry(data_steward: User) -> None:
    client = log_in(data_steward)
    add_entry(actor=acting(data_steward), axis="tier", name_zh="甲", name_en="One")
    add_entry(actor=acting(data_steward), axis="tier", name_zh="乙", name_en="Two")
    assert names()[-2:] == ["甲", "乙"]
    client.post("/catalogue/tier:TWO/move/", {"to": "up"})
    assert names()[-2:] == ["乙", "甲"]
    client.post("/catalogue/tier:TWO/", {"name_zh": "丙", "name_en": "Three"})
    assert names()[-2:] == ["丙", "甲"]
    client.post("/catalogue/tier:TWO/close/")
    assert names()[-1:] == ["甲"]
    client.post("/catalogue/tier:TWO/open/")
    assert names()[-2:] == ["丙", "甲"]


def test_two_entries_of_one_english_name_get_codes_of_their_own(data_steward: User) -> None:
    made = [
        add_entry(actor=acting(data_steward), axis="tier", name_zh=name, name_en="Gold!")
        for name in ("金", "赤金")
    ]
    assert made == ["tier:GOLD", "tier:GOLD_2"]


def test_the_same_name_twice_is_refused_at_its_field(data_steward: User) -> None:
    taken = names()[0]
    answer = log_in(data_steward).post(
        "/catalogue/add/tier/", {"name_zh": taken, "name_en": "Typed"}
    )
    assert answer.status_code == 422
    assert "Typed" in answer.content.decode()
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.outcome, event.body["refused"]) == ("REFUSED", "name_taken")


def test_the_last_open_entry_of_an_axis_stays(data_steward: User) -> None:
    first, *others = Classification.objects.filter(axis="tier", is_active=True)
    Classification.objects.filter(pk__in=[one.pk for one in others]).update(is_active=False)
    log_in(data_steward).post(f"/catalogue/{first.pk}/close/")
    assert Classification.objects.get(pk=first.pk).is_active


@pytest.mark.parametrize(
    ("name", "status"),
    [("泰\x00和", 422), ("泰\u202e和", 422), ("长" * 81, 422), ("", 422), ("𠮷野 😀", 302)],
)
def test_typed_names_are_looked_at(data_steward: User, name: str, status: int) -> None:
    answer = log_in(data_steward).post(
        "/catalogue/add/tier/", {"name_zh": name, "name_en": "Probe"}
    )
    assert answer.status_code == status


def test_sales_can_neither_see_nor_change_it(sales: User) -> None:
    client, before = log_in(sales), names()
    given = {"name_zh": "偷", "name_en": "Stolen"}
    for answer in (
        client.get("/catalogue/"),
        client.post("/catalogue/add/tier/", given),
        client.post("/catalogue/tier:A/", given),
        client.post("/catalogue/tier:A/close/"),
    ):
        assert answer.status_code == 403
        assert [event.outcome for event in events_of(answer["X-Request-ID"])] == ["REFUSED"]
    assert names() == before


def test_nothing_changes_where_the_note_cannot_be_written(
    data_steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritten(*_: Any) -> None:
        raise LedgerUnavailable

    monkeypatch.setattr(curating, "write_note", unwritten)
    answer = log_in(data_steward).post(
        "/catalogue/add/tier/", {"name_zh": "未记", "name_en": "Unwritten"}
    )
    assert answer.status_code == 503
    assert "未记" not in names()


@pytest.mark.parametrize("address", ["/catalogue/add/colour/", "/catalogue/tier:NONE/"])
def test_what_is_not_in_the_catalogue_is_404(data_steward: User, address: str) -> None:
    assert log_in(data_steward).get(address).status_code == 404


def test_the_page_shows_every_axis_with_its_entries(data_steward: User) -> None:
    page = log_in(data_steward).get("/catalogue/").content.decode()
    for one in Classification.objects.all():
        assert one.name_zh in page
