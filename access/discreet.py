"""Purposes whose reads are shown only to who holds them, and counted nowhere else."""

from access.models import Purpose


def discreet_purposes() -> list[str]:
    """Their codes; one query."""
    return list(Purpose.objects.filter(is_discreet=True).values_list("code", flat=True))
