"""What stands between the columns of a file, and whether its first row is a heading."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from customers.imports.errors import FileRefused
from customers.imports.table import SPACES, Row, read_rows

DELIMITERS = (",", "\t", ";", "|", "，", SPACES)
_SAMPLE = 100
_FIGURES = re.compile(r"[\d\s.,:/¥￥$€%+-]+")


def detect_delimiter(head: bytes, encoding: str) -> str:
    """The one that cuts most rows into the same number of columns; a comma where none does."""
    found = {delimiter: _score(head, encoding, delimiter) for delimiter in DELIMITERS[:-1]}
    best = max(found, key=lambda delimiter: found[delimiter])
    if not found[best] and _score(head, encoding, SPACES):
        return SPACES
    return best


def looks_like_heading(row: Row) -> bool:
    """Each cell says something, no two the same, and none is a figure or a date."""
    cells = [cell.strip() for cell in row.cells]
    return all(cells) and not any(map(_FIGURES.fullmatch, cells)) and len(set(cells)) > 0


def head_of(blocks: Iterable[bytes], encoding: str) -> bytes:
    """The beginning of a file, in whole lines."""
    taken = iter(blocks)
    start = next(taken, b"")
    if next(taken, None) is None:
        return start
    text = start.decode(encoding, "ignore")
    cut = max(text.rfind("\n"), text.rfind("\r")) + 1
    return text[: cut or None].encode(encoding)


def sample_rows(head: bytes, encoding: str, delimiter: str, most: int = _SAMPLE) -> list[Row]:
    """The first rows. Raises FileRefused where even these can't be read."""
    found: list[Row] = []
    try:
        for row in read_rows([head], encoding, delimiter):
            found.append(row)
            if len(found) == most:
                break
    except FileRefused as refused:
        # Further rows may be what closes the quote: the reading of all will tell.
        if refused.code != "unclosed_quote" or not found:
            raise
    return found


def _score(head: bytes, encoding: str, delimiter: str) -> float:
    try:
        rows: Sequence[Row] = sample_rows(head, encoding, delimiter)
    except FileRefused:
        return 0.0
    widths = Counter(len(row.cells) for row in rows if row.cells)
    if not widths:
        return 0.0
    width, many = widths.most_common(1)[0]
    return min(width, 10) * many / sum(widths.values()) if width > 1 else 0.0
