"""/api/v1/ledger/: the state, one event, its proof, a bundle."""

from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import DoorView
from access.errors import RecordNotVisible
from audit.ledger.outside_form import joined, proof_file
from audit.oversight.api.events import EventSerializer
from audit.oversight.bundle_reading import read_bundle
from audit.oversight.event_query import HIGHEST
from audit.oversight.ledger_reading import ask, hidden_purposes, read_event, require_watcher
from audit.oversight.ledger_state import ledger_state
from audit.oversight.proof_reading import read_proof
from audit.oversight.views.bundles import bundle_answer


class CheckSerializer(serializers.Serializer[Any]):
    """One run of verify_ledger; `findings` name what contradicts, and the first bad leaf."""

    mode = serializers.ChoiceField(choices=["PART", "WHOLE"])
    at = serializers.DateTimeField()
    size = serializers.IntegerField()
    seconds = serializers.FloatField()
    findings = serializers.SerializerMethodField()

    def get_findings(self, result: Any) -> list[dict[str, Any]]:
        """The contradictions."""
        return [each.row() for each in result.findings]


class StateSerializer(serializers.Serializer[Any]):
    """Ages in seconds; `alarms` and `warnings` are codes, empty while all is well."""

    size = serializers.IntegerField()
    root = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    note = serializers.CharField(help_text="the newest checkpoint, signed: keep it elsewhere")
    waiting = serializers.IntegerField()
    sealed_age = serializers.FloatField(allow_null=True)
    unsealed_age = serializers.FloatField()
    witnessed_size = serializers.IntegerField()
    witnessed_age = serializers.FloatField(allow_null=True)
    checks = CheckSerializer(many=True)
    alarms = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())


class LedgerStateAnswerSerializer(serializers.Serializer[Any]):
    """The state, and the question's own event."""

    state = StateSerializer()
    event = serializers.IntegerField()


class OneEventSerializer(serializers.Serializer[Any]):
    """One event, and the question's own."""

    result = EventSerializer()
    event = serializers.IntegerField()


class ProofSerializer(serializers.Serializer[Any]):
    """Where an event stands. `sealed` is false for a second or two after it was written; `file`
    is what verify_bundle.py takes. Hashes are hexadecimal."""

    number = serializers.IntegerField()
    sealed = serializers.BooleanField()
    index = serializers.IntegerField(allow_null=True)
    leaf = serializers.CharField()
    path = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField()
    witnessed = serializers.BooleanField()
    trouble = serializers.CharField(help_text="empty, GONE, CHANGED, FORKED or BROKEN")
    file = serializers.CharField()
    event = serializers.IntegerField()


class LedgerState(DoorView):
    """How the ledger stands."""

    @extend_schema(operation_id="ledger_state", responses=LedgerStateAnswerSerializer)
    def get(self, request: Request) -> Response:
        """Sealed, witnessed, checked, and what is wrong."""
        actor = self.actor(request)
        require_watcher(actor)
        number = ask(actor, {"asked": "state"})
        answer = {"state": ledger_state(), "event": number}
        return Response(LedgerStateAnswerSerializer(answer).data)


class EventDetail(DoorView):
    """One event."""

    @extend_schema(operation_id="ledger_event", responses=OneEventSerializer)
    def get(self, request: Request, number: int) -> Response:
        """An event by its number, or by that of its result."""
        actor = self.actor(request)
        require_watcher(actor)
        if number > HIGHEST:
            raise RecordNotVisible
        asked = ask(actor, {"event": number})
        found = read_event(number, hidden=hidden_purposes(actor))
        if found is None:
            raise RecordNotVisible
        return Response(OneEventSerializer({"result": found, "event": asked}).data)


class EventProof(DoorView):
    """The proof of one event."""

    @extend_schema(operation_id="ledger_event_proof", responses=ProofSerializer)
    def get(self, request: Request, number: int) -> Response:
        """For those who watch; for everybody else, of their own acts."""
        asked, event = read_proof(self.actor(request), number)
        proof = asked.proof
        answer = {
            "number": number,
            "sealed": proof is not None or asked.is_broken,
            "index": proof.index if proof else None,
            "leaf": proof.leaf.hex() if proof else "",
            "path": proof.steps if proof else [],
            "note": proof.note if proof else "",
            "witnessed": bool(proof and proof.witnessed),
            "trouble": proof.trouble if proof else "BROKEN" if asked.is_broken else "",
            "file": joined(proof_file(proof, asked=event)).decode() if proof else "",
            "event": event,
        }
        return Response(ProofSerializer(answer).data)


class LedgerBundle(DoorView):
    """A bundle for outsiders."""

    @extend_schema(
        operation_id="ledger_bundle",
        parameters=[OpenApiParameter(name, OpenApiTypes.DATE) for name in ("since", "until")],
        responses={(200, "application/gzip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """The events of some days, or all, as gzip; its first line names the question's event."""
        return bundle_answer(*read_bundle(self.actor(request), request.GET.dict()))
