"""A list's address read as a query, for pages and the API alike."""

from collections.abc import Mapping

from access.errors import QueryRefused
from access.public_id import decode
from access.query import PageQuery

FILTERS = (
    "owner",
    "region",
    "tier",
    "industry",
    "type",
    "status",
    "business_line",
    "sensitivity",
    "source",
    "kind",
)
LONGEST_SEARCH = 100
MOST = 100


def read_query(given: Mapping[str, str]) -> PageQuery:
    """What is asked for. Raises QueryRefused at the first parameter that is unknown or no good."""
    known = {"q", "sort", "after", "before", "size", *FILTERS}
    for name, value in given.items():
        if name not in known:
            raise QueryRefused(name[:40])
        if "\x00" in value or len(value) > LONGEST_SEARCH:
            raise QueryRefused(name)
    return PageQuery(
        search=given.get("q", "").strip(),
        filters={name: given[name] for name in FILTERS if given.get(name)},
        sort=given.get("sort", ""),
        after=_id(given, "after"),
        before=_id(given, "before"),
        size=_size(given.get("size", "")),
    )


def read_place(given: Mapping[str, str]) -> tuple[int | None, int | None]:
    """After and before which one a page lies. Raises QueryRefused, also for anything else."""
    for name in given:
        if name not in {"after", "before"}:
            raise QueryRefused(name[:40])
    return _id(given, "after"), _id(given, "before")


def _id(given: Mapping[str, str], name: str) -> int | None:
    if not given.get(name):
        return None
    try:
        return decode(given[name])
    except ValueError:
        raise QueryRefused(name) from None


def _size(text: str) -> int:
    if not text:
        return 50
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST):
        raise QueryRefused("size")
    return int(text)
