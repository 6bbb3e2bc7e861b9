"""/api/v1/customers/: one class per operation, through the same gateway as the pages."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER, DoorView
from access.public_id import encode
from audit.ledger.event import Verb
from customers.api.cards import (
    CustomerPageSerializer,
    ReadersSerializer,
    RevealedSerializer,
    RevealSerializer,
    SheetSerializer,
)
from customers.api.change_customer import ChangeCustomerSerializer, refused_values
from customers.api.new_customer import NewCustomerSerializer, TwinsInView
from customers.api.once import KEY, token_of
from customers.api.versions import IF_MATCH, asked_version, etag, version_passed
from customers.choices import Choices
from customers.list_query import FILTERS, read_query
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.change_customer import ChangedMeanwhile, change_customer
from customers.services.create_customer import (
    TwinsSeen,
    create_customer,
    is_in_view,
    require_creator,
)
from customers.services.delete_customer import delete_customer

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

    @extend_schema(
        operation_id="customers_create",
        parameters=[HEADER, KEY],
        request=NewCustomerSerializer,
        responses={201: SheetSerializer, 200: SheetSerializer},
    )
    def post(self, request: Request) -> Response:
        """Create a customer: 201, or 200 where the key was used already; empty where the grants
        allow no reading. 409 where customers in view look like it, until they are confirmed."""
        actor = self.actor(request)
        require_creator(actor)
        asked = NewCustomerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            customer_id, is_new = create_customer(
                actor=actor,
                draft=asked.draft(Choices(actor)),
                token=token_of(request),
                confirmed=asked.validated_data.get("confirmed", ()),
            )
        except TwinsSeen as seen:
            raise TwinsInView(seen.cards) from None
        in_view = is_in_view(actor, customer_id)
        return Response(
            SheetSerializer(customer_records.read(actor, customer_id)).data if in_view else None,
            status=201 if is_new else 200,
            headers={"Location": f"{request.path}{encode(customer_id)}/"},
        )


class CustomerDetail(DoorView):
    """One customer in full."""

    @extend_schema(operation_id="customers_read", parameters=[HEADER], responses=SheetSerializer)
    def get(self, request: Request, customer_id: int) -> Response:
        """Read a customer; absent and forbidden answer alike."""
        return _sheet(self.actor(request), customer_id)

    @extend_schema(
        operation_id="customers_change",
        parameters=[HEADER, IF_MATCH],
        request=ChangeCustomerSerializer,
        responses=SheetSerializer,
    )
    def patch(self, request: Request, customer_id: int) -> Response:
        """Change a customer: only what is given. Empty where it has left your view by that."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.CHANGE, customer_id)
        version = asked_version(request)
        asked = ChangeCustomerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            change_customer(
                actor=actor,
                customer_id=customer_id,
                version=version,
                given=asked.validated_data,
                choices=Choices(actor, Verb.CHANGE),
            )
        except CustomerRefused as refused:
            raise refused_values(refused) from None
        except ChangedMeanwhile:
            raise version_passed() from None
        return _sheet(actor, customer_id) if is_in_view(actor, customer_id) else Response(None)

    @extend_schema(
        operation_id="customers_delete", parameters=[HEADER, IF_MATCH], responses={204: None}
    )
    def delete(self, request: Request, customer_id: int) -> Response:
        """Put a customer into the bin."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.DELETE, customer_id)
        try:
            delete_customer(actor=actor, customer_id=customer_id, version=asked_version(request))
        except ChangedMeanwhile:
            raise version_passed() from None
        return Response(status=204)


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


def _sheet(actor: Actor, customer_id: int) -> Response:
    sheet = customer_records.read(actor, customer_id)
    headers = {"ETag": etag(sheet.card.version)}
    return Response(SheetSerializer(sheet).data, headers=headers)
