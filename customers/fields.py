"""A field that people fill in, by hand or in a file, and how what they give is read."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Reads(StrEnum):
    """How a value is read."""

    TEXT = "text"
    CHOICE = "choice"  # from a short list: in a file each value is mapped
    REGION = "region"  # the same from a long list
    CURRENCY = "currency"
    DATE = "date"
    DECIMAL = "decimal"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"  # the external id of another record


MAPPED = frozenset({Reads.CHOICE, Reads.REGION, Reads.CURRENCY})


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a target. `names` are headings under which it often comes."""

    name: str
    label: Promise
    reads: Reads = Reads.TEXT
    is_required: bool = False
    longest: int = 200
    digits: int = 18
    places: int = 2
    least: int | None = None
    most: int | None = None
    constant: str = ""  # suggested where no column fits
    names: tuple[str, ...] = ()

    @property
    def is_mapped(self) -> bool:
        """Each different value of its column is mapped to one of ours."""
        return self.reads in MAPPED
