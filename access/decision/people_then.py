"""The same as of a past moment, from history alone. Names are those of today: they are not kept."""

from collections.abc import Collection
from datetime import datetime

from access.decision.facts import KnownPerson
from access.decision.facts_then import history_of, versions
from access.models import SecondStep, User


def people_then(at: datetime, users: Collection[int] | None = None) -> dict[int, KnownPerson]:
    """Those of the people who had a log-in at the moment, by id."""
    history, names = history_of(User), User.objects.order_by("name")
    if users is not None:
        history, names = history.filter(id__in=users), names.filter(pk__in=users)
    open_then = {one.id: one.is_active for one in versions(history, at)}
    steps = {
        one.user_id
        for one in versions(history_of(SecondStep), at)
        if one.type == SecondStep.Type.TOTP
    }
    return {
        pk: KnownPerson(pk, name, open_then[pk], pk in steps)
        for pk, name in names.values_list("id", "name")
        if pk in open_then
    }
