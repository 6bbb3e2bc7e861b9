"""Models and fields that refuse to load while the gateway is not open.

The model's check catches foreign-key hops and querysets; the fields' check catches values(),
Max() and raw(), which never build an instance.
"""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from access.keyring import field_keyring
from access.tripwire import require_open


class Tripwired(models.Model):
    """A model whose rows load through the gateway only."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)  # reaches logs: never a name

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are those of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        require_open(cls._meta.label)
        return super().from_db(db, field_names, values)


class ProtectedModel(Tripwired):
    """A protected record; each row carries the ticket that wrote it."""

    ticket = models.UUIDField(editable=False)

    class Meta:
        abstract = True


class _Guarded(models.Field[Any, Any]):
    """A field whose values load through the gateway only."""

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        require_open(getattr(self, "attname", type(self).__name__))
        return value


class ProtectedCharField(_Guarded, models.CharField[Any, Any]):
    pass


class ProtectedTextField(_Guarded, models.TextField[Any, Any]):
    pass


class ProtectedDateField(_Guarded, models.DateField[Any, Any]):
    pass


class ProtectedDecimalField(_Guarded, models.DecimalField[Any, Any]):
    pass


class EncryptedField(_Guarded, models.TextField[Any, Any]):
    """Text that lies in the database as ciphertext, its keys outside (access/keyring.py)."""

    def get_prep_value(self, value: Any) -> Any:
        return field_keyring().seal(str(value)) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        super().from_db_value(value, expression, connection)
        return field_keyring().open(value) if value else ""
