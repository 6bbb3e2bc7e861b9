"""/api/v1/ledger/events/: the ledger for those who watch."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import DoorView
from access.public_id import encode
from audit.oversight.event_query import FILTERS, read_event_query
from audit.oversight.ledger_reading import ask, hidden_purposes, read_events, require_watcher


class EventSerializer(serializers.Serializer[Any]):
    """An intent with its result, or a note; records by id, never a value."""

    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    verb = serializers.CharField()
    resource = serializers.CharField()
    purpose = serializers.CharField()
    rule = serializers.CharField()
    outcome = serializers.CharField()
    request = serializers.CharField()
    counted = serializers.SerializerMethodField()
    records = serializers.SerializerMethodField()
    shown = serializers.DictField()

    def get_counted(self, row: Any) -> int:
        """How many refusals of one minute it stands for."""
        return int(row.asked.get("counted", 1))

    def get_records(self, row: Any) -> list[str]:
        """The records that it names."""
        return [encode(record) for record in row.ids]


class EventPageSerializer(serializers.Serializer[Any]):
    """Newest first; `next` is what `before` takes. `event` is the query's own event."""

    results = EventSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)
    event = serializers.IntegerField()


class EventList(DoorView):
    """Events of the ledger."""

    @extend_schema(
        operation_id="ledger_events",
        parameters=[OpenApiParameter(name, str) for name in (*FILTERS, "before")],
        responses=EventPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """List events; the query itself is recorded before it runs."""
        actor = self.actor(request)
        require_watcher(actor)
        query = read_event_query(request.GET.dict(), hidden=hidden_purposes(actor))
        number = ask(actor, {"filters": sorted(query.given)})
        rows, more = read_events(query)
        answer = {"results": rows, "next": rows[-1].number if more else None, "event": number}
        return Response(EventPageSerializer(answer).data)
