"""Renaming a department, and moving it in the tree."""

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.department_tree import parents, subtree
from access.models import Department


def change_department(
    *, actor: Actor, department_id: int, name_zh: str, name_en: str, parent_id: int | None
) -> None:
    """Change names and place. Raises ChangeRefused where it would lie below itself."""
    given = {"name_zh": name_zh, "name_en": name_en, "parent_id": parent_id}
    department = Department.objects.get(pk=department_id)
    changed = [field for field, value in given.items() if getattr(department, field) != value]
    if not changed:
        return
    with administering(actor, "change_department", ids=(department_id,), fields=changed):
        if parent_id in subtree((department_id,), parents()):
            raise ChangeRefused(
                "below_itself", _("A department can't lie below itself or its own parts.")
            )
        for field in changed:
            setattr(department, field, given[field])
        sign(department, actor)
        department.save()
