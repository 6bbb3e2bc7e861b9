"""The rows of an uploaded file, each with the line on which it starts."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from customers.imports.errors import FileRefused
from customers.imports.limits import LONGEST_CELL, LONGEST_LINE, MOST_COLUMNS

SPACES = " "  # runs of blanks, as columns of fixed width have them


@dataclass(frozen=True)
class Row:
    """One row as it stands; where `trouble` is set, its code and column say what is wrong."""

    line: int
    cells: tuple[str, ...]
    trouble: tuple[str, int] | None = None


class _Blocks(io.RawIOBase):
    """A readable stream over blocks of bytes."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = block
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def read_rows(blocks: Iterable[bytes], encoding: str, delimiter: str) -> Iterator[Row]:
    """Every row that is not blank. Raises FileRefused where reading can't go on."""
    text = io.TextIOWrapper(io.BufferedReader(_Blocks(blocks)), encoding, newline="")
    lines = _lines(text, delimiter)
    yield from _columns(lines) if delimiter == SPACES else _separated(lines, delimiter)


def _lines(text: io.TextIOWrapper, delimiter: str) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            many = line.count(delimiter)
            if many >= MOST_COLUMNS:
                raise FileRefused(
                    "too_many_columns", line=number, found=many + 1, limit=MOST_COLUMNS
                )
            raise FileRefused("cell_too_long", line=number, limit=LONGEST_CELL)
        # The mark of a BOM belongs to the file, never to its first heading.
        yield line.removeprefix("\ufeff") if number == 1 else line


def _separated(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as failure:
            yield _broken(failure, line, crossed=reader.line_num > line)
            continue
        if cells is None:
            return
        if any(cell and not cell.isspace() for cell in cells):
            yield _row(line, tuple(cells))


def _columns(lines: Iterator[str]) -> Iterator[Row]:
    for line, text in enumerate(lines, start=1):
        if cells := tuple(text.split()):
            yield _row(line, cells)


def _row(line: int, cells: tuple[str, ...]) -> Row:
    if len(cells) > MOST_COLUMNS:
        raise FileRefused("too_many_columns", line=line, found=len(cells), limit=MOST_COLUMNS)
    for column, cell in enumerate(cells, start=1):
        if "\0" in cell:
            return Row(line, cells, ("nul_character", column))
        if len(cell) > LONGEST_CELL:
            return Row(line, cells, ("cell_too_long", column))
    return Row(line, cells)


def _broken(failure: csv.Error, line: int, *, crossed: bool) -> Row:
    said = str(failure)
    if "unexpected end of data" in said or ("field limit" in said and crossed):
        raise FileRefused("unclosed_quote", line=line)
    if "field limit" in said:
        return Row(line, (), ("cell_too_long", 0))
    return Row(line, (), ("bad_quote", 0))
