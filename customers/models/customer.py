from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from access.models import Department, User
from access.protected import (
    EncryptedField,
    ProtectedCharField,
    ProtectedDateField,
    ProtectedModel,
    ProtectedTextField,
    Tripwired,
)
from access.public_id_field import PublicIdField
from customers.models.classification import Axis, Classification
from customers.models.history import set_writer, writer


class Status(models.TextChoices):
    PROSPECT = "PROSPECT"
    ACTIVE = "ACTIVE"
    DORMANT = "DORMANT"
    LOST = "LOST"


class Kind(models.TextChoices):
    COMPANY = "COMPANY"
    PERSON = "PERSON"


# By these a grant may be narrowed, beside the region.
NARROWING = ("tier", "sensitivity", "type", "business_line")


def _classified(axis: Axis) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        Classification, on_delete=models.PROTECT, related_name="+", limit_choices_to={"axis": axis}
    )


class Customer(ProtectedModel):
    """A company or a person that the company deals with.

    `index_terms`, `index_text` and `name_key` are made from the names (customers/search_terms.py)
    for the door: search and sort without an extension of PostgreSQL.
    """

    id = PublicIdField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMPANY)
    name = ProtectedCharField(max_length=200)
    short_name = ProtectedCharField(max_length=100, blank=True)
    name_key = ProtectedCharField(max_length=400, editable=False, db_collation="C")
    index_text = ProtectedTextField(editable=False)
    index_terms = ArrayField(models.TextField(), editable=False)

    type = _classified(Axis.TYPE)
    industry = _classified(Axis.INDUSTRY)
    region = models.CharField(max_length=6, db_index=True)
    tier = _classified(Axis.TIER)
    sensitivity = _classified(Axis.SENSITIVITY)
    source = _classified(Axis.SOURCE)
    lawful_basis = _classified(Axis.LAWFUL_BASIS)
    business_line = _classified(Axis.BUSINESS_LINE)

    identifier = EncryptedField(blank=True)
    address = ProtectedTextField(blank=True)
    bank_account = EncryptedField(blank=True)

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROSPECT, db_index=True)
    last_contact_on = ProtectedDateField(null=True, blank=True)
    next_contact_on = ProtectedDateField(null=True, blank=True)

    external_source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = HistoricalRecords(
        bases=[Tripwired],
        excluded_fields=["index_terms", "index_text", "name_key"],
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=writer,
        history_user_setter=set_writer,
    )

    class Meta:
        # That each classification is of its axis is a CHECK that the first migration writes:
        # Django has no condition on a foreign key's own text.
        constraints = [
            models.UniqueConstraint(
                fields=["external_source", "external_id"],
                condition=~Q(external_id=""),
                name="customer_external_id_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="customer_has_name"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="customer_status_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="customer_kind_known"),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="customer_name"),
            models.Index(fields=["owner", "name_key", "id"], name="customer_owner_name"),
            models.Index(fields=["department", "name_key", "id"], name="customer_dept_name"),
            models.Index(
                F("last_contact_on").desc(nulls_last=True), F("id").desc(), name="customer_contact"
            ),
            models.Index(
                F("owner"),
                F("last_contact_on").desc(nulls_last=True),
                F("id").desc(),
                name="customer_owner_contact",
            ),
            models.Index(
                F("department"),
                F("last_contact_on").desc(nulls_last=True),
                F("id").desc(),
                name="customer_dept_contact",
            ),
            # A grant narrowed to an attribute is a branch of its own (customers/narrowing.py).
            *(
                index
                for axis in NARROWING
                for index in (
                    models.Index(fields=[axis, "name_key", "id"], name=f"customer_{axis}_name"),
                    models.Index(
                        F(axis),
                        F("last_contact_on").desc(nulls_last=True),
                        F("id").desc(),
                        name=f"customer_{axis}_contact",
                    ),
                )
            ),
            GinIndex(fields=["index_terms"], name="customer_terms"),
        ]
