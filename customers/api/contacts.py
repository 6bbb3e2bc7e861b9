"""/api/v1/customers/<id>/contacts/: add, read, change and remove a customer's contacts."""

from typing import Any

from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER, DoorView, FolioSerializer, PublicId
from access.public_id import encode
from audit.ledger.event import Verb
from customers.api.cards import ContactSerializer
from customers.api.change_customer import refused_fields, refused_values
from customers.api.versions import IF_MATCH, asked_version, etag, version_passed
from customers.contact_given import MOST, UNKNOWN, ContactGiven
from customers.contacts import ContactPart
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.change_contact import add_contact, change_contact, remove_contact
from customers.services.change_customer import ChangedMeanwhile


class PointSerializer(serializers.Serializer[Any]):
    """A number or address: a new one by its `means`, one that is there by its `id` (the `part` of
    a value as it is shown). An empty value takes it away."""

    id = PublicId(required=False)
    means = serializers.ChoiceField(choices=["phone", "email", "wechat"], required=False)
    value = serializers.CharField(allow_blank=True, max_length=254)


class ContactGivenSerializer(serializers.Serializer[Any]):
    """Only what is given changes. A number that you see masked can be replaced where you may
    reveal it."""

    name = serializers.CharField(required=False)
    title = serializers.CharField(required=False, allow_blank=True)
    is_primary = serializers.BooleanField(required=False)
    points = PointSerializer(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Nothing misspelt gets lost. Raises ValidationError."""
        unknown = sorted(map(str, set(self.initial_data) - set(self.fields)))
        if unknown:
            raise refused_fields((name, UNKNOWN) for name in unknown)
        points = attrs.get("points", [])
        if len(points) > MOST or any(("id" in one) == ("means" in one) for one in points):
            said = gettext("Give each number either its id or its means, at most 20 in all.")
            raise serializers.ValidationError({"points": [said]})
        return attrs

    def given(self) -> ContactGiven:
        """What the service takes."""
        asked = self.validated_data
        points = asked.get("points", [])
        return ContactGiven(
            name=asked.get("name"),
            title=asked.get("title"),
            is_primary=asked.get("is_primary"),
            points={one["id"]: one["value"] for one in points if "id" in one},
            new=tuple((one["means"], one["value"]) for one in points if "means" in one),
        )


class ContactSheetSerializer(serializers.Serializer[Any]):
    """A contact and the event under which it was read."""

    contact = ContactSerializer(source="found")
    folio = FolioSerializer()


class ContactList(DoorView):
    """A customer's contacts come with the customer; here one is added."""

    @extend_schema(
        operation_id="contacts_create",
        parameters=[HEADER],
        request=ContactGivenSerializer,
        responses={201: ContactSheetSerializer},
    )
    def post(self, request: Request, customer_id: int) -> Response:
        """Add a contact."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.CHANGE, customer_id)
        asked = ContactGivenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            pk = add_contact(actor=actor, customer_id=customer_id, given=asked.given())
        except CustomerRefused as refused:
            raise _refused(refused) from None
        answer = _sheet(actor, customer_id, pk)
        answer.status_code = 201
        answer["Location"] = f"{request.path}{encode(pk)}/"
        return answer


class ContactDetail(DoorView):
    """One contact."""

    @extend_schema(
        operation_id="contacts_read", parameters=[HEADER], responses=ContactSheetSerializer
    )
    def get(self, request: Request, customer_id: int, contact_id: int) -> Response:
        """Read a contact with its ETag."""
        return _sheet(self.actor(request), customer_id, contact_id)

    @extend_schema(
        operation_id="contacts_change",
        parameters=[HEADER, IF_MATCH],
        request=ContactGivenSerializer,
        responses=ContactSheetSerializer,
    )
    def patch(self, request: Request, customer_id: int, contact_id: int) -> Response:
        """Change a contact: only what is given."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.CHANGE, customer_id)
        version = asked_version(request)
        asked = ContactGivenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            change_contact(
                actor=actor,
                customer_id=customer_id,
                contact_id=contact_id,
                version=version,
                given=asked.given(),
            )
        except CustomerRefused as refused:
            raise _refused(refused) from None
        except ChangedMeanwhile:
            raise version_passed() from None
        return _sheet(actor, customer_id, contact_id)

    @extend_schema(
        operation_id="contacts_remove", parameters=[HEADER, IF_MATCH], responses={204: None}
    )
    def delete(self, request: Request, customer_id: int, contact_id: int) -> Response:
        """Remove a contact; the history keeps it."""
        actor = self.actor(request)
        customer_records.require(actor, Verb.CHANGE, customer_id)
        try:
            remove_contact(
                actor=actor,
                customer_id=customer_id,
                contact_id=contact_id,
                version=asked_version(request),
            )
        except CustomerRefused as refused:
            raise _refused(refused) from None
        except ChangedMeanwhile:
            raise version_passed() from None
        return Response(status=204)


def _sheet(actor: Actor, customer_id: int, contact_id: int) -> Response:
    sheet = customer_records.read_part(actor, customer_id, ContactPart(contact=contact_id))
    headers = {"ETag": etag(sheet.found.version)}
    return Response(ContactSheetSerializer(sheet).data, headers=headers)


def _refused(refused: CustomerRefused) -> serializers.ValidationError:
    """Where a number is refused, `points` says so: its place in a form means nothing here."""
    codes = {name.partition("_")[0]: code for name, code in refused.codes.items()}
    renamed = {"point": "points", "new": "points"}
    return refused_values(CustomerRefused({renamed.get(k, k): v for k, v in codes.items()}))
