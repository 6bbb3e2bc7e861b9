"""Twelve quarters as a line: coordinates for an SVG of 560 x 72."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, TOP = 560, 72, 6


@dataclass(frozen=True)
class Sparkline:
    """The points of the line, the closed area under it, the last point, and the first and last
    quarter with their amounts."""

    line: str
    area: str
    last: tuple[float, float]
    quarters: Sequence[tuple[date, Decimal]]


def sparkline(quarters: Sequence[tuple[date, Decimal]]) -> Sparkline | None:
    """The picture, or nothing where there are no two quarters to join."""
    if len(quarters) < 2:
        return None
    most = max(amount for _, amount in quarters) or Decimal(1)
    step = WIDTH / (len(quarters) - 1)
    points = [
        (round(place * step, 1), round(HEIGHT - float(amount / most) * (HEIGHT - TOP), 1))
        for place, (_, amount) in enumerate(quarters)
    ]
    line = " ".join(f"{x},{y}" for x, y in points)
    return Sparkline(line, f"0,{HEIGHT} {line} {WIDTH},{HEIGHT}", points[-1], quarters)
