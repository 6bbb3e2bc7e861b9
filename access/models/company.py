from django.db import models
from django.utils.translation import get_language


class Company(models.Model):
    """The company whose customers are guarded: one row."""

    one = models.BooleanField(primary_key=True, default=True, editable=False)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    founded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(one=True), name="company_only_one"),
        ]

    def __str__(self) -> str:
        return "company"

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return (self.name_en or self.name_zh) if get_language() == "en" else self.name_zh
