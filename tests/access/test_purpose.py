"""Facts about landing and purposes: who lands where, and why they say they came."""

import pytest
from django.urls import reverse

from access.models import Department
from tests.cast import log_in, make_post, make_user


@pytest.fixture
def busy(east):
    """Somebody with two purposes."""
    return make_user("busy", make_post("busy", scope="OWN", purposes=("RENEWAL", "CASE")), east)


def test_one_purpose_is_chosen_without_asking(sales):
    browser = log_in(sales, purpose="")
    assert browser.get("/")["Location"] == "/customers/"
    assert browser.session["purpose"] == "RENEWAL"


def test_among_several_purposes_a_person_chooses_once(busy):
    browser = log_in(busy, purpose="")
    assert browser.get("/")["Location"] == "/purpose/?next=%2Fcustomers%2F"
    chosen = browser.post("/purpose/", {"purpose": "CASE", "next": "/customers/"})
    assert chosen["Location"] == "/customers/"
    assert browser.session["purpose"] == "CASE"
    assert browser.session["purpose_since"]


def test_a_purpose_of_others_is_not_taken(sales):
    browser = log_in(sales, purpose="")
    assert browser.post("/purpose/", {"purpose": "AUDIT"}).status_code == 400
    assert "purpose" not in browser.session or not browser.session["purpose"]


def test_a_purpose_that_was_taken_away_is_dropped(busy):
    browser = log_in(busy, purpose="AUDIT")
    browser.get("/")
    assert "purpose" not in browser.session


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example/", "\\\\evil.example"])
def test_choosing_leads_nowhere_else(busy, after):
    answer = log_in(busy).post("/purpose/", {"purpose": "CASE", "next": after})
    assert answer["Location"] == "/"


def test_everybody_lands_in_their_own_room(compliance_officer, system_administrator):
    assert log_in(compliance_officer).get("/")["Location"] == reverse("oversight:events")
    assert log_in(system_administrator).get("/")["Location"] == "/people/"


def test_without_a_post_a_page_says_what_to_do(east: Department):
    answer = log_in(make_user("nobody", None, east)).get("/")
    assert answer.status_code == 200
    assert "您还没有岗位" in answer.content.decode()
