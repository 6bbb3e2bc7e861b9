"""Versions over the API: ETag says which one is read, If-Match which one is to be changed."""

from django.utils.translation import gettext
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from access.api import Problem

LONGEST = 64
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="the ETag under which the record was read: 428 without, 412 where it is another",
)


def etag(version: str) -> str:
    """The version as a header has it."""
    return f'"{version}"'


def asked_version(request: Request) -> str:
    """The version that the program has before it. Raises Problem (428)."""
    found = request.headers.get("If-Match", "").strip()
    if not found:
        raise Problem(
            428,
            "version-missing",
            gettext("Say which version you change."),
            cure=gettext("Read the record and send its ETag as If-Match."),
        )
    return found.removeprefix("W/").strip('"')[:LONGEST]


def version_passed() -> Problem:
    """Somebody else wrote since: 412."""
    return Problem(
        412,
        "version-passed",
        gettext("Somebody else changed it since. Nothing was written."),
        cure=gettext("Read it again, compare, and send the change with the new ETag."),
    )
