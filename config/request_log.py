"""The log of requests, without what people searched for."""

import re

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

# Behind these an address holds a secret that opens a log-in.
_SECRET = re.compile(r"(/invitation/|/password/reset/key/).+")
_LEFT_OUT = r"\1…"


class RequestLogMiddleware(RequestMiddleware):
    """Logs the path alone: a query string may hold a customer's name or a phone's last digits."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {_SECRET.sub(_LEFT_OUT, request.path)}"
