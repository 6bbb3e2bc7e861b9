"""The fields of a customer that can be changed: which group each belongs to, and what is wrong."""

from collections.abc import Collection, Mapping
from datetime import date

from access.masking import Level
from access.public_id import decode, encode
from customers.assignable import Assignable
from customers.cards import CustomerCard
from customers.choices import Choices
from customers.customer_fields import CUSTOMER
from customers.declared import AXES
from customers.draft_customer import fit_identifier
from customers.fields import Field, Reads
from customers.models import Axis
from customers.new_customer import CustomerRefused
from customers.typed_values import read_text, read_value
from customers.value_refused import ValueRefused

UNKNOWN = "unknown"  # a field that does not exist, or that the actor does not see in clear
FIRST_YEAR, LAST_YEAR = 1900, 2100

GROUPS: Mapping[str, str] = {
    "name": "name",
    "short_name": "name",
    "kind": "classification",
    "region": "classification",
    **{axis.value: "classification" for axis in Axis},
    "identifier": "identifier",
    "address": "address",
    "bank_account": "bank_account",
    "owner": "assignment",
    "department": "assignment",
    "status": "assignment",
    "last_contact_on": "assignment",
    "next_contact_on": "assignment",
}
CHANGEABLE = tuple(field for field in CUSTOMER if field.name in GROUPS)


def column_of(name: str) -> str:
    """The attribute of a row that holds the field."""
    is_key = name in {"owner", "department"} or name in {axis.value for axis in Axis}
    return f"{name}_id" if is_key else name


def fields_within(groups: Collection[str]) -> tuple[Field, ...]:
    """The fields of these groups, in the order of forms."""
    return tuple(field for field in CHANGEABLE if GROUPS[field.name] in groups)


def values_of(card: CustomerCard) -> dict[str, str]:
    """What the card shows in clear, as it would be typed; lists by their codes."""
    found = {}
    for name in ("name", "short_name", "identifier", "address", "bank_account"):
        shown = getattr(card, name)
        if shown.level is Level.CLEAR:
            found[name] = shown.text
    if classified := card.classification:
        found |= {"kind": classified.kind, "region": classified.region}
        found |= {axis.value: getattr(classified, axis.value).id for axis in Axis}
    if assigned := card.assignment:
        found |= {
            "owner": assigned.owner.id,
            "department": assigned.department.id,
            "status": assigned.status,
            "last_contact_on": _day(assigned.last_contact_on),
            "next_contact_on": _day(assigned.next_contact_on),
        }
    return found


def read_changes(
    given: Mapping[str, str], now: Mapping[str, str], choices: Choices, standing: Mapping[str, str]
) -> dict[str, str]:
    """Those of the given values that differ from `now`, in the form in which they are kept.

    What stays as it is was good enough when it was written and is not read anew. `standing` is
    what the customer is, shown or not: kind, owner, department, and what grants are narrowed by.
    Raises CustomerRefused with every field.
    """
    read, codes = dict(now), {name: UNKNOWN for name in given if name not in now}
    for field in CHANGEABLE:
        typed = given.get(field.name, now.get(field.name, "")).strip()
        if field.name in now and typed != now[field.name]:
            try:
                read[field.name] = _read(field, typed, choices)
            except ValueRefused as refused:
                codes[field.name] = refused.code
    if codes:
        raise CustomerRefused(codes)
    try:
        _fit(read, now, choices.assignable, standing)
    except ValueRefused as refused:
        raise CustomerRefused({refused.field: refused.code}) from None
    return {name: value for name, value in read.items() if value != now[name]}


def _read(field: Field, typed: str, choices: Choices) -> str:
    return _read_day(typed) if field.reads is Reads.DATE else read_value(field, typed, choices)


def _read_day(typed: str) -> str:
    text = read_text(typed, 40)
    if not text:
        return ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueRefused("bad_day") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueRefused("bad_day")
    return found.isoformat()


def _fit(
    read: dict[str, str], now: Mapping[str, str], reach: Assignable, standing: Mapping[str, str]
) -> None:
    """What only fits together: the code with kind and region, the owner with the department, and
    where the customer then stands with the grants."""
    changed = {name for name, value in read.items() if value != now[name]}
    whole = {**standing, **read}
    if "identifier" in now and changed & {"identifier", "kind", "region"}:
        read["identifier"] = fit_identifier(read["identifier"], whole["kind"], whole["region"])
    owner = decode(whole["owner"])
    given = whole["department"]
    department = decode(given) if given else reach.home_of(owner) or 0
    if changed & {"owner", "department"}:
        if not reach.allows(owner, department):
            raise ValueRefused("owner_out_of_reach", "owner")
        read["department"] = encode(department)
    marks = {name: whole[name] for name in (*AXES, "region")}
    if changed & {"owner", "department", *marks} and (
        closed_by := reach.closed_by(owner, department, marks)
    ):
        raise ValueRefused("outside_grant", closed_by)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
