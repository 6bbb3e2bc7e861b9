"""A program's key, under which what is sent twice is made once."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from customers.sent_once import LONGEST, new_token

ONCE = "Idempotency-Key"
KEY = OpenApiParameter(
    ONCE, str, OpenApiParameter.HEADER, description="what is sent twice under a key is made once"
)


def token_of(request: Request) -> str:
    """The key of the request; a fresh token where it has none."""
    return request.headers.get(ONCE, "")[:LONGEST] or new_token()
