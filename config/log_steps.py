"""What a line of the log goes through before it is written."""

import re
from collections.abc import MutableMapping
from typing import Any

# PostgreSQL explains an error by the row that failed, values and all.
_ROW = re.compile(r"^\s*(?:DETAIL|CONTEXT|HINT|LINE \d+): .*(?:\n(?!\S).*)*", re.MULTILINE)
_LEFT_OUT = "(left out of the log)"


def without_rows(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Cut the rows of the database out of every text of the line."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _ROW.sub(_LEFT_OUT, value)
    return event
