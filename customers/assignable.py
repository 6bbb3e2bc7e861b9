"""To whom somebody may give customers, new ones and those that they change."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from access.actor import Actor, HeldGrant
from access.decision.filters import Marks, unmet
from access.models import Appointment, Scope
from audit.ledger.event import Verb


@dataclass(frozen=True)
class Person:
    """A possible owner, and the departments in which they hold a post, the first one first."""

    id: int
    name: str
    username: str
    email: str
    departments: tuple[int, ...]


@dataclass(frozen=True)
class Assignable:
    """The owners and departments within the actor's grants; those of their own alone
    are among them."""

    owners: dict[int, Person]
    departments: dict[int, tuple[str, str]]
    _open: frozenset[int]
    _actor: int
    _own: bool
    _grants: tuple[HeldGrant, ...]

    def allows(self, owner: int, department: int) -> bool:
        """A customer of this owner in this department would lie within the actor's reach."""
        if owner not in self.owners:
            return False
        return department in self._open or (
            self._own and owner == self._actor and department in self.owners[owner].departments
        )

    def closed_by(self, owner: int, department: int, marks: Marks) -> str:
        """The attribute by which every grant that reaches there leaves such a customer out, or
        nothing."""
        found = [
            unmet(grant.filters, marks)
            for grant in self._grants
            if grant.scope == Scope.ALL
            or (grant.scope == Scope.DEPARTMENT and department in grant.departments)
            or (grant.scope == Scope.OWN and owner == self._actor)
        ]
        return "" if "" in found else next(iter(found), "")

    def home_of(self, owner: int) -> int | None:
        """The department into which an owner's customers go where none is named."""
        person = self.owners.get(owner)
        return next(iter(person.departments), None) if person else None


def assignable(actor: Actor, verb: Verb = Verb.CREATE) -> Assignable:
    """Who may be owner and which departments are open, by the grants for the verb."""
    grants = actor.holding(verb)
    everywhere = any(grant.scope == Scope.ALL for grant in grants)
    within = {
        department
        for grant in grants
        if grant.scope == Scope.DEPARTMENT
        for department in grant.departments
    }
    own = any(grant.scope == Scope.OWN for grant in grants)
    owners: dict[int, Person] = {}
    departments: dict[int, tuple[str, str]] = {}
    opened = set()
    for one in _appointments():
        open_here = everywhere or one.department_id in within
        if open_here:
            opened.add(one.department_id)
        if open_here or (own and one.user_id == actor.id):
            names = (one.department.name_zh, one.department.name_en or one.department.name_zh)
            departments[one.department_id] = names
            known = owners.get(one.user_id)
            places = (*known.departments, one.department_id) if known else (one.department_id,)
            owners[one.user_id] = Person(
                one.user_id, one.user.name, one.user.username, one.user.email or "", places
            )
    return Assignable(owners, departments, frozenset(opened), actor.id, own, grants)


def _appointments() -> list[Appointment]:
    today = timezone.localdate()
    in_force = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    return list(
        Appointment.objects.filter(in_force, user__is_active=True, department__is_active=True)
        .select_related("user", "department")
        .order_by("user__name", "starts_on", "id")
    )
