"""Closing a department."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Appointment, Department

LISTED = 20  # names that a refusal spells out


def close_department(*, actor: Actor, department_id: int) -> None:
    """Close it. Raises ChangeRefused while people, parts or customers belong to it."""
    department = Department.objects.get(pk=department_id)
    with administering(actor, "close_department", ids=(department_id,), fields=("is_active",)):
        parts = department.children.filter(is_active=True)
        if parts:
            text = _("Other departments still lie below it: %(names)s. Move or close them first.")
            raise ChangeRefused("has_parts", text % {"names": _listed([one.name for one in parts])})
        held = _held_in(department)
        if held:
            text = _("People still hold posts in it: %(names)s. End these appointments first.")
            raise ChangeRefused("has_people", text % {"names": _listed(held)})
        # What belongs to a department is known above this app alone.
        if import_string(settings.CUSTOS_DEPARTMENT_HOLDS)(department_id):
            raise ChangeRefused(
                "has_customers", _("Customers still belong to it. Hand them over first.")
            )
        department.is_active = False
        sign(department, actor)
        department.save()


def _held_in(department: Department) -> list[str]:
    """Who holds what there: through these posts their grants reach the department."""
    going_on = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    held = Appointment.objects.filter(going_on, department=department)
    return [f"{one.user.name} ({one.post.name})" for one in held.select_related("user", "post")]


def _listed(names: list[str]) -> str:
    shown = gettext(", ").join(names[:LISTED])
    if len(names) > LISTED:
        return gettext("%(names)s and %(more)s more") % {
            "names": shown,
            "more": len(names) - LISTED,
        }
    return shown
