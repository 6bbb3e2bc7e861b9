"""What of a record somebody may write, field group by field group."""

from dataclasses import dataclass

from access.decision.decide import Decision
from access.masking import Level


@dataclass(frozen=True)
class Editable:
    """Nobody writes over what they don't see.

    `clear` are the field groups shown in clear both by what opens the record and by what lets
    change it; `replaceable` also those that one click would open; `seen` all but the hidden ones,
    to which something new may be added. All are empty where no grant lets change the record.
    `may_delete` stands for itself.
    """

    clear: frozenset[str] = frozenset()
    replaceable: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    may_delete: bool = False


def editable(changing: Decision, reading: Decision, deleting: Decision) -> Editable:
    """Put the decisions about one record together."""
    if not (changing.allowed and reading.allowed):
        return Editable(may_delete=deleting.allowed)
    both = {
        group: min(level, reading.levels.get(group, Level.HIDDEN))
        for group, level in changing.levels.items()
    }
    clear = frozenset(group for group, level in both.items() if level is Level.CLEAR)
    seen = frozenset(group for group, level in both.items() if level is not Level.HIDDEN)
    replaceable = clear | (seen & reading.revealable)
    return Editable(clear, replaceable, seen, deleting.allowed)
