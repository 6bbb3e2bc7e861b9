"""/api/v1/customers/<id>/history/: the versions of a customer, and an old one put back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import HEADER, DoorView, FolioSerializer, PublicId, ShownSerializer
from audit.ledger.event import Verb
from customers.api.change_customer import refused_values
from customers.api.versions import IF_MATCH, asked_version, etag, version_passed
from customers.choices import Choices
from customers.history import HistoryPart
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.change_customer import ChangedMeanwhile, restore_version

LONGEST = 64


class FieldChangeSerializer(serializers.Serializer[Any]):
    """A field before and after, under the levels of today."""

    name = serializers.CharField()
    before = ShownSerializer()
    after = ShownSerializer()


class VersionSerializer(serializers.Serializer[Any]):
    """What was written at once."""

    version = serializers.CharField()
    at = serializers.DateTimeField()
    actor = PublicId(allow_null=True)
    act = serializers.ChoiceField(choices=["CREATE", "CHANGE", "DELETE", "RESTORE"])
    changes = FieldChangeSerializer(many=True)
    is_restorable = serializers.BooleanField()


class HistorySerializer(serializers.Serializer[Any]):
    """The latest 200 versions, newest first."""

    results = VersionSerializer(many=True, source="found")
    folio = FolioSerializer()


class CustomerHistory(DoorView):
    """The versions of a customer and its contacts."""

    @extend_schema(
        operation_id="customers_history", parameters=[HEADER], responses=HistorySerializer
    )
    def get(self, request: Request, customer_id: int) -> Response:
        """List them; the ETag is that of the customer."""
        sheet = customer_records.read_part(self.actor(request), customer_id, HistoryPart())
        headers = {"ETag": etag(sheet.card.version)}
        return Response(HistorySerializer(sheet).data, headers=headers)


class CustomerRestoreVersion(DoorView):
    """An old version put back."""

    @extend_schema(
        operation_id="customers_restore_version",
        parameters=[HEADER, IF_MATCH],
        request=None,
        responses={204: None},
    )
    def post(self, request: Request, customer_id: int, version: str) -> Response:
        """Put it back as a new change; owner and department stay."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.CHANGE, customer_id)
        try:
            restore_version(
                actor=actor,
                customer_id=customer_id,
                version=asked_version(request),
                wanted=version[:LONGEST],
                choices=Choices(actor, Verb.CHANGE),
            )
        except CustomerRefused as refused:
            raise refused_values(refused) from None
        except ChangedMeanwhile:
            raise version_passed() from None
        return Response(status=204)
