"""A program's token: whose it is, for which purpose, from where, until when."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from access.models import ApiToken, Company, Purpose, User
from access.public_id import encode
from access.services.make_token import MOST
from tests.cast import PURPOSE, log_in, make_post, make_user
from tests.ledger import events_of

TOKENS = "/account/tokens/"
ADD = "/account/tokens/add/"
LIST = "/api/v1/customers/"


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


def browser(user: User) -> Client:
    """Somebody who has just given the password again."""
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": "correct horse"})
    client.post("/accounts/reauthenticate/", {"password": "correct horse"})
    return client


def made(client: Client, **given: Any) -> str:
    """What the page shows this once."""
    asked = {"name": "夜间同步", "purpose": PURPOSE, "days": "90", "networks": ""} | given
    answer = client.post(ADD, asked)
    assert answer.status_code == 201, answer.context["form"].errors
    secret: str = answer.context["secret"]
    assert answer.content.decode().count(secret) == 1
    return secret


def asking(secret: str, **headers: str) -> Client:
    return Client(headers={"Authorization": f"Token {secret}", **headers})


def test_token_made_on_the_page_opens_the_api(sales: User, customer: int) -> None:
    client = browser(sales)
    secret = made(client)
    assert secret.startswith("custos_")
    answer = asking(secret).get(LIST)
    assert [one["id"] for one in answer.json()["results"]] == [encode(customer)]
    assert events_of(answer["X-Request-ID"])[0].purpose == PURPOSE
    page = client.get(TOKENS).content.decode()
    assert secret not in page
    assert "夜间同步" in page
    assert "从未" not in page


def test_making_one_asks_for_the_password_again(sales: User) -> None:
    answer = log_in(sales).get(ADD)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()


def test_database_and_ledger_hold_no_token(sales: User) -> None:
    client = browser(sales)
    answer = client.post(ADD, {"name": "x", "purpose": "", "days": "30", "networks": ""})
    secret = answer.context["secret"]
    token = ApiToken.objects.get()
    assert secret not in str(token.__dict__)
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.ids, event.body["what"]) == (
        "ADMINISTER",
        [token.number],
        "make_token",
    )
    assert secret[8:20] not in str(event)


def test_bound_purpose_stands_and_no_other_is_borne(sales: User, customer: int) -> None:
    Purpose.objects.get_or_create(code="OTHER", name_zh="x", name_en="x")
    secret = made(browser(sales))
    assert asking(secret, **{"X-Purpose": PURPOSE}).get(LIST).status_code == 200
    answer = asking(secret, **{"X-Purpose": "OTHER"}).get(LIST)
    assert (answer.status_code, answer.json()["code"]) == (403, "other-purpose")


def test_unbound_token_says_its_purpose_each_time(sales: User, customer: int) -> None:
    secret = made(browser(sales), purpose="")
    assert asking(secret).get(LIST).json()["code"] == "purpose-missing"
    assert asking(secret, **{"X-Purpose": PURPOSE}).get(LIST).status_code == 200


def test_token_works_from_its_networks_alone(sales: User, customer: int) -> None:
    secret = made(browser(sales), networks="10.20.0.0/16\n2001:db8::/32")
    assert asking(secret).get(LIST, REMOTE_ADDR="10.20.3.4").status_code == 200
    refused = asking(secret).get(LIST, REMOTE_ADDR="10.21.3.4")
    assert refused.status_code == 401
    (event,) = events_of(refused["X-Request-ID"])
    assert (event.outcome, event.ids) == ("REFUSED", [ApiToken.objects.get().number])


@pytest.mark.parametrize("networks", ["10.20.0.0/33", "somewhere", "\n".join(["10.0.0.0/8"] * 21)])
def test_bad_networks_are_said_and_nothing_is_lost(sales: User, networks: str) -> None:
    given = {"name": "夜间同步", "purpose": PURPOSE, "days": "90", "networks": networks}
    answer = browser(sales).post(ADD, given)
    assert answer.status_code == 422
    assert answer.context["form"].errors["networks"]
    assert "夜间同步" in answer.content.decode()


def test_term_ends_the_token(sales: User, customer: int) -> None:
    secret = made(browser(sales))
    ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert asking(secret).get(LIST).status_code == 401


def test_ended_token_opens_nothing_more(sales: User, customer: int) -> None:
    client = browser(sales)
    secret = made(client)
    number = encode(ApiToken.objects.get().number)
    client.post(f"{TOKENS}{number}/end/")
    assert asking(secret).get(LIST).status_code == 401


def test_nobody_sees_or_ends_anothers(sales: User, colleague: User, customer: int) -> None:
    secret = made(browser(sales))
    number = encode(ApiToken.objects.get().number)
    assert "夜间同步" not in log_in(colleague).get(TOKENS).content.decode()
    assert log_in(colleague).post(f"{TOKENS}{number}/end/").status_code == 404
    assert asking(secret).get(LIST).status_code == 200


def test_closed_log_in_closes_its_tokens(sales: User, customer: int) -> None:
    secret = made(browser(sales))
    User.objects.filter(pk=sales.pk).update(is_active=False)
    assert asking(secret).get(LIST).status_code == 401


def test_purpose_of_somebody_else_is_no_choice(sales: User) -> None:
    Purpose.objects.get_or_create(code="OTHER", name_zh="x", name_en="x")
    given = {"name": "x", "purpose": "OTHER", "days": "90", "networks": ""}
    assert browser(sales).post(ADD, given).status_code == 422


def test_twenty_are_enough(sales: User) -> None:
    client = browser(sales)
    for _ in range(MOST):
        made(client)
    given = {"name": "x", "purpose": "", "days": "30", "networks": ""}
    assert client.post(ADD, given).status_code == 422
    assert ApiToken.objects.count() == MOST


def test_token_made_without_the_second_step_can_not_pass_it_by(east: Any) -> None:
    post = make_post("test-mfa", scope="ALL", requires_mfa=True)
    guarded = make_user("guarded", post, east)
    _, secret = ApiToken.objects.create(user=guarded)
    answer = asking(secret, **{"X-Purpose": PURPOSE}).get(LIST)
    assert (answer.status_code, answer.json()["code"]) == (403, "second-step-missing")
    ApiToken.objects.update(with_code=True)
    assert asking(secret, **{"X-Purpose": PURPOSE}).get(LIST).status_code == 200


def test_token_remembers_that_its_maker_entered_a_code(sales: User) -> None:
    client = browser(sales)
    made(client)
    secret = generate_totp_secret()
    TOTP.activate(sales, secret)
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    client.post("/accounts/2fa/reauthenticate/", {"code": code})
    made(client, name="又一个")
    assert list(ApiToken.objects.order_by("created").values_list("with_code", flat=True)) == [
        False,
        True,
    ]
