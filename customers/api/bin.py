"""/api/v1/customers/bin/: deleted customers, and taking one out."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import HEADER, DoorView, FolioSerializer, PublicId, ShownSerializer
from access.query import PageQuery
from audit.ledger.event import Verb
from customers.api.cards import AssignmentSerializer
from customers.list_query import read_place
from customers.records import binned_records
from customers.services.delete_customer import restore_customer

ASKED = [OpenApiParameter(name, str) for name in ("after", "before")]


class BinnedSerializer(serializers.Serializer[Any]):
    """A deleted customer."""

    id = PublicId()
    name = ShownSerializer()
    assignment = AssignmentSerializer(allow_null=True)
    deleted_at = serializers.DateTimeField()


class BinSerializer(serializers.Serializer[Any]):
    """One page by keyset."""

    results = BinnedSerializer(many=True)
    total = serializers.IntegerField()
    next = PublicId(allow_null=True)
    previous = PublicId(allow_null=True)
    folio = FolioSerializer()


class Bin(DoorView):
    """Deleted customers within the grants to restore."""

    @extend_schema(operation_id="bin_list", parameters=[HEADER, *ASKED], responses=BinSerializer)
    def get(self, request: Request) -> Response:
        """List them: one event that names each id of the page."""
        actor = self.actor(request)
        after, before = read_place(request.GET.dict())
        binned_records.reached(actor, Verb.RESTORE, ())
        page = binned_records.page(actor, PageQuery(after=after, before=before))
        answer = {
            "results": page.cards,
            "total": page.total,
            "next": page.cards[-1].id if page.cards and page.has_after else None,
            "previous": page.cards[0].id if page.cards and page.has_before else None,
            "folio": page.folio,
        }
        return Response(BinSerializer(answer).data)


class BinRestore(DoorView):
    """One customer out of the bin."""

    @extend_schema(
        operation_id="bin_restore", parameters=[HEADER], request=None, responses={204: None}
    )
    def post(self, request: Request, customer_id: int) -> Response:
        """Restore it as it was."""
        restore_customer(actor=self.actor(request), customer_id=customer_id)
        return Response(status=204)
