"""/api/v1/access/explain/: decisions explained and replayed, for posts with the verb EXPLAIN."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER, DoorView
from access.errors import QueryRefused
from access.explaining import VERBS, Question, explain, explained_records
from access.explaining_json import (
    ExplanationSerializer,
    PersonExplainedSerializer,
    RecordExplainedSerializer,
)
from access.explaining_person import explain_person
from access.explaining_record import explain_record
from access.models import User
from access.moment import read_moment
from access.public_id import decode
from audit.ledger.event import Verb

Value = TypeVar("Value")

AT = OpenApiParameter("at", str, description="a past time or day; now where it is missing")
PERSON = OpenApiParameter("person", str, required=True, description="the id of a person")
RECORD = OpenApiParameter("record", str, required=True, description="the id of a customer")


class _ExplainView(DoorView):
    """Refuses others before it reads what they ask: nothing is learned from an error."""

    def explainer(self, request: Request) -> Actor:
        """Who asks. Raises NoGrant, PurposeMissing."""
        actor = self.actor(request)
        explained_records().require_explainer(actor)
        return actor


class ExplainDecision(_ExplainView):
    """One decision."""

    @extend_schema(
        operation_id="access_explain",
        parameters=[
            HEADER,
            PERSON,
            OpenApiParameter("verb", str, required=True, enum=[verb.value for verb in VERBS]),
            RECORD,
            AT,
            OpenApiParameter("purpose", str, description="one purpose; all where it is missing"),
        ],
        responses=ExplanationSerializer,
    )
    def get(self, request: Request) -> Response:
        """Explain it; an event that names the record."""
        actor = self.explainer(request)
        asked = _asked(request, {"person", "verb", "record", "at", "purpose"})
        question = Question(
            person=_read(asked, "person", _person),
            verb=_read(asked, "verb", _verb),
            record=_read(asked, "record", decode),
            at=_at(asked),
            purpose=_read(asked, "purpose", _purpose),
        )
        return Response(ExplanationSerializer(explain(actor, question)).data)


class ExplainRecord(_ExplainView):
    """Who can see a record."""

    @extend_schema(
        operation_id="access_explain_record",
        parameters=[HEADER, RECORD, AT],
        responses=RecordExplainedSerializer,
    )
    def get(self, request: Request) -> Response:
        """List everybody who can see it; an event that names the record."""
        actor = self.explainer(request)
        asked = _asked(request, {"record", "at"})
        record, at = _read(asked, "record", decode), _at(asked)
        found = explain_record(actor, record, at)
        return Response(RecordExplainedSerializer(found).data)


class ExplainPerson(_ExplainView):
    """What a person can see."""

    @extend_schema(
        operation_id="access_explain_person",
        parameters=[HEADER, PERSON, AT],
        responses=PersonExplainedSerializer,
    )
    def get(self, request: Request) -> Response:
        """List the person's grants with what they reach; an event that names no record."""
        actor = self.explainer(request)
        asked = _asked(request, {"person", "at"})
        person, at = _read(asked, "person", _person), _at(asked)
        found = explain_person(actor, person, at)
        return Response(PersonExplainedSerializer(found).data)


def _asked(request: Request, known: set[str]) -> dict[str, str]:
    given: dict[str, str] = request.GET.dict()
    for name in given:
        if name not in known:
            raise QueryRefused(name[:40])
    return given


def _read(asked: dict[str, str], name: str, read: Callable[[str], Value]) -> Value:
    try:
        return read(asked.get(name, ""))
    except ValueError:
        raise QueryRefused(name) from None


def _at(asked: dict[str, str]) -> datetime | None:
    return _read(asked, "at", read_moment)


def _person(text: str) -> int:
    found = decode(text)
    if not User.objects.filter(pk=found).exists():
        raise ValueError("nobody")
    return found


def _verb(text: str) -> Verb:
    verb = Verb(text)
    if verb not in VERBS:
        raise ValueError("not about one record")
    return verb


def _purpose(text: str) -> str:
    if len(text) > 40 or "\x00" in text:
        raise ValueError("no purpose")
    return text
