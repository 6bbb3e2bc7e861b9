"""/api/v1/imports/: files on their way in, through the same functions as the pages."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER
from customers.api.import_answers import answer_for, listed
from customers.api.import_cards import (
    ImportPageSerializer,
    ImportSerializer,
    ReadingSerializer,
    UploadSerializer,
)
from customers.api.import_problems import ImportView
from customers.api.paging import AFTER, SIZE, one_more, read_after
from customers.imports.discard_upload import discard_upload
from customers.imports.listing import own_imports
from customers.imports.own_import import own_import, require_import
from customers.imports.sealing_handler import SealingHandler
from customers.imports.settle_import import settle_import
from customers.imports.take_upload import drop_sealed, require_size, take_sealed


class ImportList(ImportView):
    """Imports of one's own, and taking a new file."""

    parser_classes = [MultiPartParser]

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Seal the file while it comes: set before anything, even a log-in, reads the body."""
        if request.method == "POST":
            request.upload_handlers = [SealingHandler(request)]
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(
        operation_id="imports_list", parameters=[HEADER, AFTER], responses=ImportPageSerializer
    )
    def get(self, request: Request) -> Response:
        """List imports, newest first, with how far each is."""
        actor = self.actor(request)
        require_import(actor)
        found = own_imports(actor, SIZE + 1, read_after(request))
        page = one_more(found)
        page["results"] = [listed(card) for card in page["results"]]
        return Response(ImportPageSerializer(page).data)

    @extend_schema(
        operation_id="imports_upload",
        parameters=[HEADER],
        request={"multipart/form-data": UploadSerializer},
        responses={201: ImportSerializer},
    )
    def post(self, request: Request) -> Response:
        """Upload a file: how it is written is found, and a mapping suggested."""
        actor = self.actor(request)
        require_import(actor)
        require_size(request.META.get("CONTENT_LENGTH") or "")
        handler = cast(SealingHandler, request._request.upload_handlers[0])
        try:
            given = request.data
        except Exception:
            drop_sealed(handler)
            raise
        made = take_sealed(actor=actor, handler=handler)
        try:
            _settle(actor, made, given)
        except Exception:  # an upload that is refused leaves nothing behind
            discard_upload(actor=actor, import_id=made)
            raise
        return Response(ImportSerializer(answer_for(actor, made)).data, status=201)


class ImportDetail(ImportView):
    """One import."""

    parser_classes = [JSONParser]

    @extend_schema(operation_id="imports_read", parameters=[HEADER], responses=ImportSerializer)
    def get(self, request: Request, import_id: int) -> Response:
        """Read an import's state, counts and mapping; absent and foreign answer alike."""
        return Response(ImportSerializer(answer_for(self.actor(request), import_id)).data)

    @extend_schema(
        operation_id="imports_settle",
        parameters=[HEADER],
        request=ReadingSerializer,
        responses=ImportSerializer,
    )
    def put(self, request: Request, import_id: int) -> Response:
        """Say anew how the file is written, what it becomes and whose ids it carries."""
        actor = self.actor(request)
        _settle(actor, import_id, request.data)
        return Response(ImportSerializer(answer_for(actor, import_id)).data)

    @extend_schema(operation_id="imports_discard", parameters=[HEADER], responses={204: None})
    def delete(self, request: Request, import_id: int) -> Response:
        """Give an upload up: its file is destroyed at once."""
        discard_upload(actor=self.actor(request), import_id=import_id)
        return Response(status=204)


def _settle(actor: Actor, import_id: int, data: Any) -> None:
    imported = own_import(actor, import_id)
    asked = ReadingSerializer(data=data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    has_heading = given["has_heading"]
    settle_import(
        actor=actor,
        import_id=import_id,
        encoding=given.get("encoding", imported.encoding),
        delimiter=given.get("delimiter", imported.delimiter),
        has_heading=imported.has_heading if has_heading is None else has_heading,
        target=given["target"].lower(),
        source=given["source"].strip(),
    )
