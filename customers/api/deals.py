"""/api/v1/customers/ID/transactions/: all deals of a customer with their lines."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import HEADER, DoorView, FolioSerializer, PublicId
from customers.api.cards import MoneySerializer, TransactionSerializer
from customers.deals import DealsPart
from customers.list_query import read_place
from customers.records import customer_records


class LineSerializer(serializers.Serializer[Any]):
    """A position; prices are null where amounts are not shown."""

    product = serializers.CharField()
    quantity = serializers.DecimalField(max_digits=14, decimal_places=3)
    unit_price = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    discount = serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True)
    amount = serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True)


class DealSerializer(TransactionSerializer):
    """A deal with its lines."""

    lines = LineSerializer(many=True)


class DealPageSerializer(serializers.Serializer[Any]):
    """One page by keyset, newest first; `results` is null where deals are not shown in clear,
    `totals` and `count` are of all deals."""

    results = DealSerializer(many=True, allow_null=True)
    count = serializers.IntegerField(allow_null=True)
    totals = MoneySerializer(many=True)
    next = PublicId(allow_null=True)
    previous = PublicId(allow_null=True)
    folio = FolioSerializer()


class CustomerDeals(DoorView):
    """A customer's deals, page by page."""

    @extend_schema(
        operation_id="customers_transactions",
        parameters=[HEADER, OpenApiParameter("after", str), OpenApiParameter("before", str)],
        responses=DealPageSerializer,
    )
    def get(self, request: Request, customer_id: int) -> Response:
        """Read deals with their lines: one event that names the customer."""
        after, before = read_place(request.GET.dict())
        part = DealsPart(after=after, before=before)
        sheet = customer_records.read_part(self.actor(request), customer_id, part)
        page = sheet.found
        deals = page.deals if page else ()
        answer = {
            "results": deals if page else None,
            "count": page.count if page else None,
            "totals": page.totals if page else (),
            "next": deals[-1].id if page and deals and page.has_after else None,
            "previous": deals[0].id if page and deals and page.has_before else None,
            "folio": sheet.folio,
        }
        return Response(DealPageSerializer(answer).data)
