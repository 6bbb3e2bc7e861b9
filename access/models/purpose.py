from django.db import models
from django.utils.translation import get_language


class Purpose(models.Model):
    """Why somebody works with customers; chosen once per piece of work."""

    code = models.SlugField(primary_key=True, max_length=40)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    # Investigation, case and audit: seen only by who holds that purpose.
    is_discreet = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_zh
