"""Every address that GET can be tried on, from the resolver itself."""

import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from access.public_id import encode

_VALUES = {"int": "1", "slug": "tier", "str": "tier:A"}


def text_of(answer: HttpResponse) -> str:
    """What the answer shows, streamed or not."""
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode(errors="replace")


def addresses(record: int) -> Iterator[str]:
    """Pages and API alike, with the record's id wherever an id is wanted."""
    yield from _below(get_resolver(), "/", record)


def _below(resolver: URLResolver, before: str, record: int) -> Iterator[str]:
    for one in resolver.url_patterns:
        part = str(one.pattern)
        if part.startswith("^"):
            continue  # the link of a password's reset: no record's id fits it
        part = re.sub(r"<pid:\w+>", encode(record), part)
        part = re.sub(r"<(int|slug|str):\w+>", lambda found: _VALUES[found[1]], part)
        if isinstance(one, URLResolver):
            yield from _below(one, before + part, record)
        elif isinstance(one, URLPattern):
            yield before + part
