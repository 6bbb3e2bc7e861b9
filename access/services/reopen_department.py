"""Opening a closed department again."""

from access.actor import Actor
from access.administering import administering, sign
from access.models import Department


def reopen_department(*, actor: Actor, department_id: int) -> None:
    """Let people be appointed to it again."""
    department = Department.objects.get(pk=department_id)
    with administering(actor, "reopen_department", ids=(department_id,), fields=("is_active",)):
        department.is_active = True
        sign(department, actor)
        department.save()
