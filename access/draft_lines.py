"""The lines of a draft: grants that are new, changed or ended, and the grants that come of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from access.decision.facts import GrantFact


class LineKind(StrEnum):
    """What becomes of a grant."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    ENDED = "ENDED"


@dataclass(frozen=True, kw_only=True)
class GrantTerms:
    """What a grant says; from when, the draft says."""

    verbs: tuple[str, ...]
    scope: str
    filters: dict[str, list[str]]
    levels: dict[str, str]
    purposes: tuple[str, ...]
    ends_on: date | None


@dataclass(frozen=True)
class Line:
    """One grant: `grant` is the id of the one in force, or nothing for a new one."""

    kind: LineKind
    grant: int | None
    terms: GrantTerms | None


def read_lines(stored: Iterable[dict[str, Any]]) -> tuple[Line, ...]:
    """Out of a draft's row."""
    return tuple(Line(LineKind(one["kind"]), one["grant"], _terms(one["terms"])) for one in stored)


def stored_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """As a draft's row keeps them."""
    return [
        {
            "kind": line.kind.value,
            "grant": line.grant,
            "terms": asdict(line.terms)
            | {"ends_on": line.terms.ends_on.isoformat() if line.terms.ends_on else None}
            if line.terms
            else None,
        }
        for line in lines
    ]


def with_line(lines: Sequence[Line], line: Line, place: int | None) -> tuple[Line, ...]:
    """The lines with this one in the place, or at the end; one for each grant in force."""
    if place is not None:
        return (*lines[:place], line, *lines[place + 1 :])
    kept = [one for one in lines if line.grant is None or one.grant != line.grant]
    return (*kept, line)


def after(
    grants: Iterable[GrantFact], post: int, lines: Iterable[Line], day: date
) -> list[GrantFact]:
    """The grants as they will be once the lines are published from that day on."""
    lines = tuple(lines)
    touched = {line.grant for line in lines if line.grant is not None}
    yesterday = day - timedelta(days=1)
    found = []
    for grant in grants:
        if grant.id not in touched:
            found.append(grant)
        elif grant.starts_on <= yesterday:
            found.append(replace(grant, ends_on=min(yesterday, grant.ends_on or yesterday)))
    for number, line in enumerate(lines, start=1):
        if line.terms is not None:
            found.append(_fact(-number, post, line.terms, day))
    return found


def _fact(number: int, post: int, terms: GrantTerms, day: date) -> GrantFact:
    return GrantFact(
        id=number,
        post=post,
        verbs=terms.verbs,
        scope=terms.scope,
        filters=terms.filters,
        levels=terms.levels,
        purposes=frozenset(terms.purposes),
        starts_on=day,
        ends_on=terms.ends_on,
    )


def _terms(stored: dict[str, Any] | None) -> GrantTerms | None:
    if stored is None:
        return None
    ends_on = stored["ends_on"]
    return GrantTerms(
        verbs=tuple(stored["verbs"]),
        scope=stored["scope"],
        filters=stored["filters"],
        levels=stored["levels"],
        purposes=tuple(stored["purposes"]),
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
    )


def terms_of(grant: GrantFact) -> GrantTerms:
    """What a grant in force says."""
    return GrantTerms(
        verbs=grant.verbs,
        scope=grant.scope,
        filters={name: list(codes) for name, codes in grant.filters.items()},
        levels=dict(grant.levels),
        purposes=tuple(sorted(grant.purposes)),
        ends_on=grant.ends_on,
    )
