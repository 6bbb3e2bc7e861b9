"""Why a file or a row is not taken; customers/imports/reasons.py has the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.errors import RecordNotVisible


class FileRefused(Exception):
    """The whole file can't be read; `line` is where, `detail` holds numbers for the sentence."""

    def __init__(self, code: str, *, line: int = 0, **detail: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.detail = detail


class MappingRefused(Exception):
    """A mapping can't be taken; `troubles` has the reason's code by the field, or by "joins"."""

    def __init__(self, troubles: Mapping[str, str]) -> None:
        super().__init__(*troubles)
        self.troubles = troubles


class StepRefused(RecordNotVisible):
    """The import is the actor's own, but not so far, or already further, than the step needs.

    Pages lead to steps that are open alone, and so answer it like an absent one.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ImportChanged(Exception):
    """What was checked no longer holds: a row is refused that was good."""


@dataclass(frozen=True)
class Refused:
    """One refused row: its line, its column (from 1; 0 for the whole row) and the reason's code.

    Never the value: what is refused stays in the file.
    """

    line: int
    column: int
    code: str
