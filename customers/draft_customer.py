"""From values that were read one by one to the draft of a customer: what only fits together."""

from collections.abc import Mapping
from typing import Any

from access.public_id import decode
from customers.assignable import Assignable
from customers.credit_code import is_credit_code, is_resident_id, normalise_code
from customers.declared import AXES
from customers.drafts import ContactDraft, CustomerDraft, PointDraft
from customers.models import Axis, Kind
from customers.value_refused import ValueRefused

_POINTS = {"phone": "phone", "second_phone": "phone", "email": "email", "wechat": "wechat"}
_PLAIN = ("name", "short_name", "kind", "region", "address", "bank_account", "status")


def draft_customer(
    values: Mapping[str, Any], reach: Assignable, *, source: str = ""
) -> CustomerDraft:
    """Draft it for an owner within reach. Raises ValueRefused, which names the field."""
    owner = decode(values["owner"])
    given = values["department"]
    department = decode(given) if given else reach.home_of(owner) or 0
    if not reach.allows(owner, department):
        raise ValueRefused("owner_out_of_reach", "owner")
    marks = {name: values[name] for name in (*AXES, "region")}
    if closed_by := reach.closed_by(owner, department, marks):
        raise ValueRefused("outside_grant", closed_by)
    return CustomerDraft(
        owner=owner,
        department=department,
        identifier=fit_identifier(values["identifier"], values["kind"], values["region"]),
        last_contact_on=values["last_contact_on"],
        next_contact_on=values["next_contact_on"],
        external_source=source if values["external_id"] else "",
        external_id=values["external_id"],
        contacts=_contacts(values),
        **{name: values[name] for name in _PLAIN},
        **{axis.value: values[axis.value] for axis in Axis},
    )


def fit_identifier(given: str, kind: str, region: str) -> str:
    """A Chinese code must have its right check character; others are kept as typed.

    Raises ValueRefused.
    """
    if not given or not (region.isdigit() or region == "CN"):
        return given
    code = normalise_code(given)
    if not (is_resident_id(code) if kind == Kind.PERSON else is_credit_code(code)):
        raise ValueRefused("bad_code", "identifier")
    return code


def _contacts(values: Mapping[str, Any]) -> tuple[ContactDraft, ...]:
    points = tuple(
        PointDraft(means=means, value=values[name])
        for name, means in _POINTS.items()
        if values[name]
    )
    if not points and not values["contact_name"]:
        return ()
    return (
        ContactDraft(
            name=values["contact_name"] or values["name"][:100],
            title=values["contact_title"],
            is_primary=True,
            points=points,
        ),
    )
