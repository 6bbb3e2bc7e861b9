"""/api/v1/customers/<id>/activities/: what was done with a customer, and logging it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import HEADER, DoorView, FolioSerializer, PublicId
from access.errors import LevelTooLow
from access.public_id import encode
from audit.ledger.event import Verb
from customers.activities import ActivitiesPart
from customers.api.change_customer import refused_fields, refused_values
from customers.api.once import KEY, token_of
from customers.changeable import UNKNOWN
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.log_activity import log_activity, read_activity
from customers.wording import ACTIVITY_LABELS


class ActivitySerializer(serializers.Serializer[Any]):
    """A call, a visit or a note."""

    id = PublicId()
    kind = serializers.ChoiceField(choices=list(ACTIVITY_LABELS))
    happened_on = serializers.DateField()
    text = serializers.CharField()
    author = serializers.CharField()
    created_at = serializers.DateTimeField()


class ActivitiesSerializer(serializers.Serializer[Any]):
    """The latest 200, newest first."""

    results = ActivitySerializer(many=True, source="found")
    folio = FolioSerializer()


class LogSerializer(serializers.Serializer[Any]):
    """What is to be logged; without a day it was today."""

    kind = serializers.CharField(max_length=20)
    happened_on = serializers.CharField(required=False, allow_blank=True, max_length=40)
    text = serializers.CharField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A field that is misspelt must not get lost. Raises ValidationError."""
        unknown = sorted(map(str, set(self.initial_data) - set(self.fields)))
        if unknown:
            raise refused_fields((name, UNKNOWN) for name in unknown)
        return attrs


class LoggedSerializer(serializers.Serializer[Any]):
    """The id of what was logged."""

    id = PublicId()


class CustomerActivities(DoorView):
    """What was done with one customer."""

    @extend_schema(
        operation_id="activities_list", parameters=[HEADER], responses=ActivitiesSerializer
    )
    def get(self, request: Request, customer_id: int) -> Response:
        """List them: an event. 403 where they are not shown in clear."""
        sheet = customer_records.read_part(self.actor(request), customer_id, ActivitiesPart())
        if sheet.found is None:
            raise LevelTooLow("activities")
        return Response(ActivitiesSerializer(sheet).data)

    @extend_schema(
        operation_id="activities_log",
        parameters=[HEADER, KEY],
        request=LogSerializer,
        responses={201: LoggedSerializer, 200: LoggedSerializer},
    )
    def post(self, request: Request, customer_id: int) -> Response:
        """Log one: 201, or 200 where the key was used already."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.CHANGE, customer_id)
        asked = LogSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            draft = read_activity(asked.validated_data)
        except CustomerRefused as refused:
            raise refused_values(refused) from None
        pk, is_new = log_activity(
            actor=actor,
            customer_id=customer_id,
            draft=draft,
            token=token_of(request),
        )
        return Response({"id": encode(pk)}, status=201 if is_new else 200)
