"""Pages by keyset that go one way: after the last one that was read."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from access.errors import QueryRefused
from customers.list_query import read_place

SIZE = 50
AFTER = OpenApiParameter("after", str, description="`next` of the page before")


def read_after(request: Request) -> int | None:
    """The id after which the page begins. Raises QueryRefused for anything else."""
    after, before = read_place(request.GET.dict())
    if before is not None:
        raise QueryRefused("before")
    return after


def one_more(found: Sequence[Any], size: int = SIZE) -> dict[str, Any]:
    """The page, of which one more was read to know whether it goes on."""
    shown = found[:size]
    return {"results": shown, "next": shown[-1].id if len(found) > size else None}
