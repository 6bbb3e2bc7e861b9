"""An uploaded file as a table: its heading, its rows, how many there may be."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from access.keyring import decrypt
from customers.imports.delimiter import head_of, sample_rows
from customers.imports.errors import FileRefused
from customers.imports.limits import MOST_ROWS
from customers.imports.storage import blocks_of
from customers.imports.table import Row, read_rows
from customers.models import Import


@dataclass(frozen=True)
class Sheet:
    """The table of one import; `sample` holds its first rows, without the heading."""

    imported: Import
    heading: tuple[str, ...]
    sample: tuple[Row, ...]
    about: int  # rows, estimated from the sample

    @property
    def file_name(self) -> str:
        """The name under which it was uploaded."""
        return decrypt(self.imported.file_name)

    def rows(self) -> Iterator[Row]:
        """Every row behind the heading. Raises FileRefused."""
        for count, row in enumerate(_rows(self.imported)):
            if count > MOST_ROWS:
                raise FileRefused("too_many_rows", limit=MOST_ROWS)
            if count or not self.imported.has_heading:
                yield row


def open_sheet(imported: Import) -> Sheet:
    """The import's file. Raises FileRefused where it is gone, or is no table."""
    head = head_of(blocks_of(imported.stored_name, imported.digest), imported.encoding)
    rows = sample_rows(head, imported.encoding, imported.delimiter)
    if not rows:
        raise FileRefused("empty_file")
    heading = rows[0].cells if imported.has_heading else letters(len(rows[0].cells))
    sample = tuple(rows[1:] if imported.has_heading else rows)
    # The sample's lines in bytes, against the size of the whole.
    share = len(head) if rows[-1].line < 100 else _bytes_to(head, rows[-1].line, imported.encoding)
    about = max(1, round(len(rows) * imported.size / max(1, share)))
    names = tuple(cell.strip() for cell in heading)
    return Sheet(imported, names, sample, max(1, about - imported.has_heading))


def heading_of(imported: Import) -> tuple[str, ...] | None:
    """The names of the columns, as long as the file is there."""
    try:
        return open_sheet(imported).heading if imported.stored_name else None
    except FileRefused:
        return None


def first_row(imported: Import) -> Row:
    """The heading, or the first row where there is none.

    Raises FileRefused where no row stands behind a heading, or the first ones can't be read: a
    sample that ends early does not tell.
    """
    rows = list(islice(_rows(imported), 1 + imported.has_heading))
    if not rows:
        raise FileRefused("empty_file")
    if imported.has_heading and len(rows) == 1:
        raise FileRefused("heading_only")
    return rows[0]


def heading_digest(heading: tuple[str, ...], *, has_heading: bool) -> str:
    """What files of one kind have in common; without a heading, no more than their width."""
    if not has_heading:
        return f"columns:{len(heading)}"
    return hashlib.sha256("\0".join(heading).encode()).hexdigest()


def letters(width: int) -> tuple[str, ...]:
    """Names for columns without a heading: A to Z, AA and so on."""
    return tuple(
        letter if at < 26 else chr(64 + at // 26) + letter
        for at in range(width)
        for letter in [chr(65 + at % 26)]
    )


def _rows(imported: Import) -> Iterator[Row]:
    blocks = blocks_of(imported.stored_name, imported.digest)
    # The first block is taken at once: a file that is gone is refused before anything is done.
    return read_rows(chain([next(blocks, b"")], blocks), imported.encoding, imported.delimiter)


def _bytes_to(head: bytes, line: int, encoding: str) -> int:
    text = head.decode(encoding, "ignore")
    return len("".join(text.splitlines(keepends=True)[:line]).encode(encoding))
