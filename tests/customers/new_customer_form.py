"""What a person types into the form of a new customer, and what came of it."""

import re
from typing import Any

from access.models import User
from access.public_id import decode, encode
from customers.credit_code import credit_check
from customers.models import Customer

CODE = "91320200MA1MKK7T4" + credit_check("91320200MA1MKK7T4")

ADDRESS = "/customers/new/"


def given(owner: User, **fields: str) -> dict[str, str]:
    """What a person types into the form."""
    return {
        "kind": "COMPANY",
        "name": "苏州海晟注塑有限公司",
        "short_name": "海晟",
        "identifier": CODE,
        "type": "type:DIRECT",
        "industry": "industry:C29",
        "region": "江苏 苏州",
        "tier": "tier:B",
        "sensitivity": "sensitivity:INTERNAL",
        "source": "source:FAIR",
        "business_line": "business_line:SEALS",
        "lawful_basis": "lawful_basis:CONTRACT_OR_HR",
        "owner": encode(owner.pk),
        "contact_name": "顾晓岚",
        "contact_title": "采购经理",
        "phone": "186 1234 2917",
        "email": "gu@haisheng.example",
        "wechat": "gu_haisheng",
        "token": "a token of this form",
    } | fields


def count() -> int:
    return Customer.objects.using("door").filter(deleted_at=None).count()


def made(answer: Any) -> int:
    """The customer to whom the answer leads."""
    assert answer.status_code == 302, answer.context["form"].errors
    found = re.fullmatch(r"/customers/([0-9A-Z-]{14})/", answer["Location"])
    assert found
    return decode(found[1])


def errors(answer: Any) -> set[str]:
    assert answer.status_code == 422
    return set(answer.context["form"].errors)
