"""The keyed digest under which a customer's code or identity number is found, never the code."""

from access import blind_index
from customers.credit_code import normalise_code


def code_digest(code: str) -> bytes:
    """The same for every way of writing it."""
    return blind_index.whole(normalise_code(code), kind="identifier")
