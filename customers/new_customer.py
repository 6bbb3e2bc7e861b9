"""One new customer as a person or a program gives it: which fields, and what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from customers.choices import Choices
from customers.customer_fields import CUSTOMER
from customers.draft_customer import draft_customer
from customers.drafts import CustomerDraft
from customers.fields import Reads
from customers.typed_values import read_value
from customers.value_refused import ValueRefused

LEFT_OUT = frozenset(
    {
        "external_id",
        "address",
        "bank_account",
        "status",
        "last_contact_on",
        "next_contact_on",
        "second_phone",
    }
)
NEW_CUSTOMER = tuple(field for field in CUSTOMER if field.name not in LEFT_OUT)


class CustomerRefused(Exception):
    """Some values are not taken: the codes of the reasons, by field."""

    def __init__(self, codes: dict[str, str]) -> None:
        super().__init__(" ".join(sorted(codes)))
        self.codes = codes


def read_new_customer(given: Mapping[str, str], choices: Choices) -> CustomerDraft:
    """Draft it, as the rows of a file are drafted. Raises CustomerRefused with every field."""
    values: dict[str, Any] = {
        field.name: None if field.reads is Reads.DATE else "" for field in CUSTOMER
    }
    values["status"] = "PROSPECT"
    codes = {}
    for field in NEW_CUSTOMER:
        try:
            values[field.name] = read_value(field, given.get(field.name, "").strip(), choices)
        except ValueRefused as refused:
            codes[field.name] = refused.code
    if codes:
        raise CustomerRefused(codes)
    try:
        return draft_customer(values, choices.assignable)
    except ValueRefused as refused:
        raise CustomerRefused({refused.field: refused.code}) from None
