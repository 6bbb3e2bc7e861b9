"""Closing a department."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Appointment, Department


def close_department(*, actor: Actor, department_id: int) -> None:
    """Close it. Raises ChangeRefused while people, parts or customers belong to it."""
    department = Department.objects.get(pk=department_id)
    with administering(actor, "close_department", ids=(department_id,), fields=("is_active",)):
        if department.children.filter(is_active=True).exists():
            raise ChangeRefused(
                "has_parts", _("Other departments still lie below it. Move or close them first.")
            )
        today = timezone.localdate()
        going_on = Q(ends_on=None) | Q(ends_on__gte=today)
        if Appointment.objects.filter(going_on, department=department).exists():
            raise ChangeRefused(
                "has_people", _("People still hold posts in it. End these appointments first.")
            )
        # What belongs to a department is known above this app alone.
        if import_string(settings.CUSTOS_DEPARTMENT_HOLDS)(department_id):
            raise ChangeRefused(
                "has_customers", _("Customers still belong to it. Hand them over first.")
            )
        department.is_active = False
        sign(department, actor)
        department.save()
