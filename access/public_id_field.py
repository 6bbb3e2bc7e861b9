"""The primary key of every record whose id a person may see."""

from typing import Any

from django.db import models

from access.public_id import new_id


class PublicIdField(models.BigIntegerField[int, int]):
    """60 random bits: no sequence, so that an id tells nothing of its neighbours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("default", new_id)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Say `primary_key` in any case: a history table keeps the id as a plain column."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {"primary_key": self.primary_key} | kwargs
