"""On which days people in China work: Monday to Friday, without the long holidays."""

from datetime import date, timedelta

# First days of the Spring Festival weeks; moved working Saturdays are left out.
_SPRING_FESTIVALS = tuple(
    map(
        date.fromisoformat,
        ("2024-02-10", "2025-01-28", "2026-02-15", "2027-02-05", "2028-01-25", "2029-02-12"),
    )
)


def is_working_day(day: date) -> bool:
    """Tell whether the offices are open."""
    if day.weekday() > 4 or (day.month, day.day) == (1, 1):
        return False
    if day.month in {5, 10} and day.day <= {5: 5, 10: 7}[day.month]:
        return False
    return not any(first <= day < first + timedelta(days=8) for first in _SPRING_FESTIVALS)


def working_days(*, until: date, days: int) -> list[date]:
    """List the working days among so many days up to and without `until`, oldest first."""
    past = (until - timedelta(days=back) for back in range(days, 0, -1))
    return [day for day in past if is_working_day(day)]
