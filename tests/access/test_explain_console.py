"""Explanations at the console: under whose name, and what it says of a wrong word."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from access.models import User
from access.public_id import encode
from tests.cast import PURPOSE


def run(*words: str) -> str:
    out = StringIO()
    call_command("explain_access", *words, stdout=out)
    return out.getvalue()


def test_console_explains_and_the_ledger_says_it_was_the_console(
    sales: User, outsider: User, customer: int
) -> None:
    text = run("sales", "read", encode(customer))
    assert text.startswith("ALLOWED  READ")
    assert "contact.phone    REVEAL" in text
    said = json.loads(run("outsider", "READ", encode(customer), "--json"))
    assert (said["allowed"], said["missing"]) == (False, ["scope"])
    with_event = json.loads(run("sales", "READ", encode(customer), "--json", "--purpose", PURPOSE))
    assert with_event["verdicts"][0]["grants"][0]["answers"]
    assert "泰和" not in text + json.dumps([said, with_event], ensure_ascii=False)


def test_console_as_an_officer_asks_under_the_officers_grants(
    officer: User, sales: User, customer: int
) -> None:
    words = ("sales", "READ", encode(customer), "--officer")
    assert run(*words, "judge", "--why", "CASE").startswith("ALLOWED")
    for refused in ((*words, "sales", "--why", PURPOSE), (*words, "judge")):
        with pytest.raises(CommandError, match="EXPLAIN"):
            run(*refused)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody", "READ", "7F3K-9Q2M-XD4T"), "nobody"),
        (("sales", "READ", "x"), "RECORD"),
        (("sales", "READ", "7F3K-9Q2M-XD4T"), "no such customer"),
        (("sales", "READ", "7F3K-9Q2M-XD4T", "--at", "2999-01-01"), "--at"),
        (("sales", "READ", "7F3K-9Q2M-XD4T", "--purpose", "FUN"), "no such purpose"),
        (("sales", "CREATE", "7F3K-9Q2M-XD4T"), "invalid choice"),
    ],
)
def test_console_says_what_is_wrong(sales: User, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)
