"""Facts about the second step: who must set it up, and that nothing comes before."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import Fernet
from django.utils import timezone

from access.keyring import decrypt
from access.models import Company
from access.services.reseal_secrets import reseal_secrets
from tests.cast import log_in, make_post, make_user
from tests.ledger import events_of

ENROL = "/accounts/2fa/totp/activate/"


@pytest.fixture
def guarded(east):
    """Somebody whose post asks for a second step."""
    Company.objects.create(name_zh="衡川精密仪器有限公司")
    return make_user("guarded", make_post("guarded", administers=True, requires_mfa=True), east)


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def enter(client, name="guarded"):
    return client.post("/accounts/login/", {"login": name, "password": "correct horse"})


@pytest.mark.parametrize("page", ["/", "/people/", "/account/", "/purpose/", "/accounts/2fa/"])
def test_nothing_comes_before_enrolment(guarded, page):
    assert log_in(guarded).get(page)["Location"] == ENROL


def test_the_way_out_and_the_language_stay_open(guarded):
    browser = log_in(guarded)
    assert browser.post("/language/", {"language": "en", "next": "/"}).status_code == 302
    assert browser.post("/accounts/logout/")["Location"] == "/accounts/login/"


def test_a_post_without_the_demand_asks_for_nothing(sales):
    assert log_in(sales).get("/account/").status_code == 200


def test_enrolment_opens_the_house_and_gives_recovery_codes(client, guarded):
    enter(client)
    secret = client.get(ENROL).context["form"].secret
    done = client.post(ENROL, {"code": code_of(secret)})
    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get(done["Location"]).status_code == 200
    assert client.get("/people/").status_code == 200


def test_the_secret_lies_encrypted(guarded):
    secret = generate_totp_secret()
    TOTP.activate(guarded, secret)
    assert secret not in str(Authenticator.objects.get().data)


def test_the_code_is_asked_at_log_in_and_a_wrong_one_is_noted(client, guarded):
    secret = generate_totp_secret()
    TOTP.activate(guarded, secret)
    assert enter(client)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/people/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    (event,) = events_of(wrong["X-Request-ID"])
    assert (event.verb, event.outcome, event.ids) == ("LOG_IN", "REFUSED", [guarded.pk])
    assert event.body["factor"] == "code"
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/people/").status_code == 200


def test_codes_can_not_be_guessed_one_after_the_other(client, guarded):
    secret = generate_totp_secret()
    TOTP.activate(guarded, secret)
    enter(client)
    for guess in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": f"{guess:06}"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert "_auth_user_id" not in client.session


def test_a_reset_leads_back_to_enrolment(guarded, east):
    TOTP.activate(guarded, generate_totp_secret())
    browser = log_in(guarded)
    assert browser.get("/people/").status_code == 200
    Authenticator.objects.all().delete()
    assert browser.get("/people/")["Location"] == ENROL


def test_a_new_key_seals_the_secrets_anew(guarded, settings):
    secret = generate_totp_secret()
    TOTP.activate(guarded, secret)
    old = settings.CUSTOS_FIELD_KEYS
    settings.CUSTOS_FIELD_KEYS = [Fernet.generate_key().decode(), *old]
    assert reseal_secrets() == 1
    settings.CUSTOS_FIELD_KEYS = settings.CUSTOS_FIELD_KEYS[:1]
    assert decrypt(Authenticator.objects.get().data["secret"]) == secret
