"""How the columns of a file become fields; sealed where it is kept, because it quotes the file."""

import json
from collections.abc import Mapping as Dictionary
from dataclasses import asdict, dataclass, field

from access.keyring import decrypt, encrypt

EMPTY_WORD = "NULL"


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """Where a field comes from: a column (from 0) or a constant. `values` maps what stands in the
    column to our codes; `form` is how its dates are written."""

    column: int | None = None
    constant: str = ""
    values: Dictionary[str, str] = field(default_factory=dict)
    form: str = ""


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """The whole mapping. `joins` is the column that swallows what an unquoted delimiter cut off;
    where it is None, rows with more cells than the heading are refused."""

    fields: Dictionary[str, Assigned] = field(default_factory=dict)
    joins: int | None = None
    empties: bool = False
    decimal_sign: str = "."

    def sealed(self) -> str:
        """The mapping as it is kept."""
        return encrypt(json.dumps(asdict(self), ensure_ascii=False))


def unsealed(token: str) -> Mapping | None:
    """A kept mapping, or nothing where none has been made yet."""
    if not token:
        return None
    found = json.loads(decrypt(token))
    fields = {name: Assigned(**given) for name, given in found.pop("fields").items()}
    return Mapping(fields=fields, **found)
