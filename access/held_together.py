"""Who holds two duties today that should be apart: under a waiver, or since one has lapsed."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from access.decision.facts_now import facts_now
from access.decision.people_now import people_now
from access.decision.standing import Standing, standing_of
from access.models import Apart, Scope

_SELLING = {Scope.OWN, Scope.DEPARTMENT}


def held_together() -> dict[Apart, list[str]]:
    """The names of these people, by pair; everybody's posts and grants are read once."""
    facts, today = facts_now(), timezone.localdate()
    found: dict[Apart, list[str]] = defaultdict(list)
    for person in people_now().values():
        if person.may_log_in:
            for pair in _pairs(standing_of(person, facts, today)):
                found[pair].append(person.name)
    return found


def _pairs(standing: Standing) -> Iterable[Apart]:
    if standing.administers and standing.watches:
        yield Apart.ADMINISTER_WATCH
    if standing.administers and standing.grants:
        yield Apart.ADMINISTER_SEE
    if standing.watches and any(grant.scope in _SELLING for grant in standing.grants):
        yield Apart.WATCH_SELL
