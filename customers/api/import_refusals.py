"""/api/v1/imports/ID/refusals/: the rows that are not taken, page by page or as a table."""

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import HEADER
from access.errors import QueryRefused
from access.public_id import encode
from customers.api.import_cards import RefusalPageSerializer
from customers.api.import_problems import ImportView
from customers.imports.listing import present_import, refused_csv, refused_page
from customers.imports.own_import import own_import
from customers.imports.reasons import reason
from customers.imports.sheet import heading_of

PAGE = 100


class CsvRenderer(JSONRenderer):
    """Lets a program ask for text/csv; what goes wrong is a problem all the same."""

    media_type = "text/csv"
    format = "csv"


class ImportRefusals(ImportView):
    """Refused rows: where, why, and the cure. No value."""

    @extend_schema(
        operation_id="imports_refusals",
        parameters=[HEADER, OpenApiParameter("after", int, description="`next` of the last page")],
        responses=RefusalPageSerializer,
    )
    def get(self, request: Request, import_id: int) -> Response:
        """List refused rows in the language of the request."""
        imported = own_import(self.actor(request), import_id)
        found = refused_page(imported, PAGE + 1, _after(request))
        heading = heading_of(imported) or ()
        name = present_import(imported).file_name
        shown = [_refusal(one, name, heading) for one in found[:PAGE]]
        answer = {
            "results": shown,
            "total": imported.counts.get("refused", 0),
            "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        }
        return Response(RefusalPageSerializer(answer).data)


class ImportRefusalsTable(ImportView):
    """The same for a spreadsheet."""

    renderer_classes = [CsvRenderer, JSONRenderer]

    @extend_schema(
        operation_id="imports_refusals_table",
        parameters=[HEADER],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request, import_id: int) -> StreamingHttpResponse:
        """Download every refused row that is kept, up to 10,000."""
        imported = own_import(self.actor(request), import_id)
        lines = list(refused_csv(imported, heading_of(imported)))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"refused-{encode(import_id)}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _refusal(one: Any, name: str, heading: tuple[str, ...]) -> dict[str, Any]:
    why = reason(one.code, line=one.line)
    return {
        "file": name,
        "line": one.line,
        "column": one.column or None,
        "heading": heading[one.column - 1] if 0 < one.column <= len(heading) else "",
        "code": one.code,
        "title": why.what,
        "cure": why.cure,
    }


def _after(request: Request) -> int | None:
    given = request.GET.dict()
    for name in given:
        if name != "after":
            raise QueryRefused(name[:40])
    text = given.get("after", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise QueryRefused("after")
    return int(text)
