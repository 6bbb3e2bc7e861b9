"""Two worlds that differ in unseen customers alone give the same answers, to the byte."""

import json
import os
import random
import re

import pytest
from django.test import Client

from access.models import Company, User
from access.public_id import encode, new_id
from tests.api.test_customers_api import calling
from tests.cast import MakeCustomer, log_in

SEED = int(os.environ.get("CUSTOS_SEED", "20261125"))
WORDS = ("泰和", "轴承", "隐秘", "th", "taihe", "yinmi", "2917", "7788", "无锡", "a", "")
FILTERS = ("tier", "industry", "region", "status", "kind", "owner", "source", "name", "colour")
VALUES = ("TEST", "A", "320200", "320", "PROSPECT", "COMPANY", "DE", "")
SORTS = ("name", "-name", "last_contact", "-last_contact", "next_contact", "owner", "phone")

# What differs between two answers to one question: time, number, request, and one's own reading.
PASSING = [
    (r'name="(csrfmiddlewaretoken|token)" value="[^"]*"', ""),
    (r'"X-CSRFToken": "[^"]*"', ""),
    (r"(?s)<footer.*?</footer>", ""),
    (r"\d{2}:\d{2}(:\d{2})?", ""),
]
PASSING_KEYS = {"event", "at", "request", "folio", "readers"}

Call = tuple[str, str, dict[str, str]]


def sequence(chance: random.Random, ids: list[int]) -> list[Call]:
    """Up to six calls: address, GET or POST, parameters."""
    calls: list[Call] = []
    for _ in range(chance.randint(1, 6)):
        root = chance.choice(["/customers/", "/api/v1/customers/"])
        if chance.random() < 0.5:
            asked = {"q": chance.choice(WORDS)} if chance.random() < 0.7 else {}
            if chance.random() < 0.5:
                asked[chance.choice(FILTERS)] = chance.choice(VALUES)
            if chance.random() < 0.4:
                asked["sort"] = chance.choice(SORTS)
            if chance.random() < 0.4:
                asked[chance.choice(["after", "before"])] = encode(chance.choice(ids))
            calls.append((root, "GET", asked))
            continue
        part = chance.choice(["", "", "readers/", "transactions/", "reveal/"])
        one = f"{root}{encode(chance.choice(ids))}/{part}"
        if part == "reveal/":
            group = chance.choice(["contact.phone", "identifier", "name"])
            field = encode(chance.choice(ids))
            calls.append(
                (one, "POST", {"group": group, "part": field, "reveal": f"{group}:{field}"})
            )
        elif part != "readers/":
            calls.append((one, "GET", {}))
    return calls


def answer(client: Client, call: Call) -> tuple[int, str]:
    """The status and the body, without what passes."""
    address, verb, asked = call
    if verb == "GET":
        got = client.get(address, asked)
    elif "/api/" in address:
        got = client.post(address, json.dumps(asked), content_type="application/json")
    else:
        got = client.post(address, asked)
    if "json" in got["Content-Type"]:
        return got.status_code, json.dumps(_lasting(got.json()), ensure_ascii=False)
    text = got.content.decode()
    for pattern, left in PASSING:
        text = re.sub(pattern, left, text)
    return got.status_code, _without_readers(text).replace(got.headers.get("X-Request-ID", "-"), "")


def _lasting(body: object) -> object:
    if isinstance(body, dict):
        return {k: _lasting(v) for k, v in body.items() if k not in PASSING_KEYS}
    return [_lasting(one) for one in body] if isinstance(body, list) else body


def _without_readers(page: str) -> str:
    """Who has seen it: one's own reading of the first world stands there in the second."""
    return re.sub(r"(?s)<aside.*?</aside>", "", page)


def run(many: int, sales: User, outsider: User, make_customer: MakeCustomer) -> int:
    """Ask everything, let the unseen appear, ask everything again; how many calls."""
    chance = random.Random(SEED)  # noqa: S311  # chance that can be repeated
    own = [make_customer(sales, f"无锡泰和轴承{name}有限公司") for name in "甲乙丙"]
    unseen, absent = [new_id() for _ in range(3)], [new_id() for _ in range(2)]
    asked = [sequence(chance, own + unseen + absent) for _ in range(many)]
    clients = {False: log_in(sales), True: calling(sales)}

    def world() -> list[tuple[Call, tuple[int, str]]]:
        return [
            (call, answer(clients["/api/" in call[0]], call)) for calls in asked for call in calls
        ]

    before = world()
    for number, name in zip(unseen, ("隐秘轴承", "无锡泰和轴承甲", "太和"), strict=True):
        make_customer(outsider, f"{name}有限公司", id=number)
    after = world()
    for (call, one), (_, other) in zip(before, after, strict=True):
        assert one == other, call
    statuses = {status for _, (status, _body) in before}
    assert {200, 400, 404} <= statuses, "the questions are of every kind"
    return len(before)


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


def test_unseen_customers_change_no_answer(
    sales: User, outsider: User, make_customer: MakeCustomer
) -> None:
    assert run(60, sales, outsider, make_customer) > 100


@pytest.mark.deep
def test_unseen_customers_change_no_answer_in_5000_sequences(
    sales: User, outsider: User, make_customer: MakeCustomer
) -> None:
    assert run(5000, sales, outsider, make_customer) > 10_000
