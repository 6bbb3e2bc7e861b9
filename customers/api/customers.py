"""/api/v1/customers/: one class per operation, through the same gateway as the pages."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.api import PURPOSE, DoorView
from customers.api.cards import (
    CustomerPageSerializer,
    ReadersSerializer,
    RevealedSerializer,
    RevealSerializer,
    SheetSerializer,
)
from customers.list_query import FILTERS, read_query
from customers.records import customer_records

HEADER = OpenApiParameter(
    PURPOSE, str, OpenApiParameter.HEADER, required=True, description="the code of a purpose"
)
ASKED = [OpenApiParameter(name, str) for name in ("q", "sort", "after", "before", *FILTERS)]


class CustomerList(DoorView):
    """Customers within the grants, page by page."""

    @extend_schema(
        operation_id="customers_list",
        parameters=[HEADER, *ASKED, OpenApiParameter("size", int)],
        responses=CustomerPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """List customers: one event that names each id of the page."""
        page = customer_records.page(self.actor(request), read_query(request.GET.dict()))
        cards = page.cards
        answer = {
            "results": cards,
            "total": page.total,
            "next": cards[-1].id if cards and page.has_after else None,
            "previous": cards[0].id if cards and page.has_before else None,
            "folio": page.folio,
        }
        return Response(CustomerPageSerializer(answer).data)


class CustomerDetail(DoorView):
    """One customer in full."""

    @extend_schema(operation_id="customers_read", parameters=[HEADER], responses=SheetSerializer)
    def get(self, request: Request, customer_id: int) -> Response:
        """Read a customer; absent and forbidden answer alike."""
        sheet = customer_records.read(self.actor(request), customer_id)
        return Response(SheetSerializer(sheet).data)


class CustomerReveal(DoorView):
    """One masked value in clear."""

    @extend_schema(
        operation_id="customers_reveal",
        parameters=[HEADER],
        request=RevealSerializer,
        responses=RevealedSerializer,
    )
    def post(self, request: Request, customer_id: int) -> Response:
        """Reveal a value: an event of its own."""
        asked = RevealSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        revealed = customer_records.reveal(
            self.actor(request), customer_id, given["group"], given["part"]
        )
        return Response(RevealedSerializer(revealed).data)


class CustomerReaders(DoorView):
    """Who has seen a customer."""

    @extend_schema(
        operation_id="customers_readers", parameters=[HEADER], responses=ReadersSerializer
    )
    def get(self, request: Request, customer_id: int) -> Response:
        """List the latest 500 accesses; itself an event."""
        found, folio = customer_records.readers(self.actor(request), customer_id)
        return Response(ReadersSerializer({"results": found, "folio": folio}).data)
