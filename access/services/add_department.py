"""Adding a department."""

from access.actor import Actor
from access.administering import administering, sign
from access.models import Department


def add_department(
    *, actor: Actor, name_zh: str, name_en: str, parent_id: int | None
) -> Department:
    """Add it to the tree, under its parent or at the top."""
    department = Department(name_zh=name_zh, name_en=name_en, parent_id=parent_id)
    fields = ("name_zh", "name_en", "parent")
    with administering(actor, "add_department", ids=(department.pk,), fields=fields):
        sign(department, actor)
        department.save()
    return department
