from django.db import models
from django.db.models import Q
from django.db.models.functions import Concat
from django.utils.translation import get_language


class Axis(models.TextChoices):
    """What a customer is classified by."""

    TYPE = "type"
    INDUSTRY = "industry"
    TIER = "tier"
    SENSITIVITY = "sensitivity"
    SOURCE = "source"
    LAWFUL_BASIS = "lawful_basis"
    BUSINESS_LINE = "business_line"


class Classification(models.Model):
    """One entry of the catalogue; its id starts with its axis ("tier:A"), so that the database
    can hold a customer's tier to the tiers."""

    id = models.CharField(primary_key=True, max_length=80)
    axis = models.CharField(max_length=20, choices=Axis)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["axis", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(id__startswith=Concat("axis", models.Value(":"))),
                name="classification_id_names_axis",
            ),
            models.UniqueConstraint(fields=["axis", "name_zh"], name="classification_name_once"),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_zh
