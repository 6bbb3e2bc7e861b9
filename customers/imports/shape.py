"""Putting the cells of a row under the columns of the heading."""

from collections.abc import Sequence

from customers.imports.errors import Refused
from customers.imports.mapping import EMPTY_WORD
from customers.imports.table import SPACES, Row


class Shape:
    """The columns that every row must have, and how one with more of them is mended."""

    def __init__(
        self, heading: Sequence[str], delimiter: str, *, joins: int | None, empties: bool
    ) -> None:
        self.heading = tuple(heading)
        self._delimiter = delimiter
        self._joins = joins
        self._empties = empties

    def fit(self, row: Row) -> tuple[str, ...] | Refused:
        """The cells, as many as the heading has, or why the row can't be read."""
        if row.trouble:
            code, column = row.trouble
            return Refused(row.line, column, code)
        extra = len(row.cells) - len(self.heading)
        if extra < 0:
            return Refused(row.line, 0, "too_few_cells")
        if extra and self._joins is None:
            return Refused(row.line, 0, "too_many_cells")
        cells = self._joined(row.cells, extra) if extra else row.cells
        if cells == self.heading:
            return Refused(row.line, 0, "repeated_heading")
        return tuple(self._emptied(cell) for cell in cells)

    def _joined(self, cells: tuple[str, ...], extra: int) -> tuple[str, ...]:
        at = self._joins or 0
        glue = self._delimiter if self._delimiter != SPACES else " "
        return (*cells[:at], glue.join(cells[at : at + extra + 1]), *cells[at + extra + 1 :])

    def _emptied(self, cell: str) -> str:
        return "" if self._empties and cell.strip() == EMPTY_WORD else cell


def suggest_join(width: int, rows: Sequence[Row], delimiter: str) -> int | None:
    """The column in which an unquoted delimiter probably stands: the one after whose mending the
    other columns look most like those of rows that are whole."""
    whole = [row.cells for row in rows if len(row.cells) == width and not row.trouble]
    longer = [row for row in rows if len(row.cells) > width and not row.trouble]
    if not whole or not longer:
        return None
    known = [{_look(cells[at]) for cells in whole} for at in range(width)]
    scores = []
    for column in range(width):
        shape = Shape([""] * width, delimiter, joins=column, empties=False)
        mended = [cells for row in longer if isinstance(cells := shape.fit(row), tuple)]
        scores.append(
            sum(
                _look(cell) in known[at]
                for cells in mended
                for at, cell in enumerate(cells)
                if at != column
            )
        )
    return max(range(width), key=lambda column: scores[column])


def _look(cell: str) -> str:
    """The outline of a cell: figures and letters, not which."""
    text = cell.strip()[:24]
    if not text or text == EMPTY_WORD:
        return text
    looks = "".join("9" if char.isdigit() else "a" if char.isalpha() else char for char in text)
    squeezed = "".join(
        char for at, char in enumerate(looks) if not at or char != looks[at - 1] or char not in "a9"
    )
    return (" " if cell[:1].isspace() else "") + squeezed
