"""Facts about invitations: they work once, for the right person, by link or by mail."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from access.models import Invitation
from access.public_id import encode
from access.services.add_person import add_person
from access.services.invite_person import invite_person
from tests.cast import log_in


def test_an_invitation_works_once(admin, client):
    person = add_person(actor=admin, username="new", name="新人", email="new@custos.example")
    token = invite_person(actor=admin, user_id=person.pk)
    assert token not in str(list(Invitation.objects.values()))
    page = f"/invitation/{token}/"
    form = {"name": "新人", "password": "a long good sentence", "again": "a long good sentence"}
    assert client.get(page)["Location"] == "/invitation/"
    wrong = [{"again": "different sentence"}, {"password": "short", "again": "short"}]
    for slip in wrong:
        assert client.post("/invitation/", form | slip).status_code == 422
    assert client.post("/invitation/", form).status_code == 302
    assert client.get(page).status_code == 410
    assert client.post("/invitation/", form).status_code == 410
    person.refresh_from_db()
    assert person.check_password("a long good sentence")


def test_an_old_or_replaced_invitation_does_not_work(admin, client, sales):
    first = invite_person(actor=admin, user_id=sales.pk)
    second = invite_person(actor=admin, user_id=sales.pk)
    assert client.get(f"/invitation/{first}/").status_code == 410
    assert client.get(f"/invitation/{second}/").status_code == 302
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/invitation/{second}/").status_code == 410
    assert client.get("/invitation/no-such-token/").status_code == 410


def test_an_invitation_goes_by_mail_or_is_shown_once(system_administrator, sales):
    browser = log_in(system_administrator)
    page = f"/people/{encode(sales.pk)}/invite/"
    assert "/invitation/" in browser.post(page, {"by": "link"}).content.decode()
    browser.post(page, {"by": "mail"})
    (letter,) = mail.outbox
    assert letter.to == [sales.email]
    assert "/invitation/" in letter.body
