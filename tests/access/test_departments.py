"""Facts about departments: which ones close, and where they lie."""

from datetime import timedelta

import pytest
from django.utils import timezone

from access.change_refused import ChangeRefused
from access.models import Appointment, Department
from access.services.change_department import change_department
from access.services.close_department import close_department


def test_a_department_in_use_does_not_close(admin, east, south, sales, make_customer):
    below = Department.objects.create(name_zh="华东一部", parent=east)
    with pytest.raises(ChangeRefused, match="has_parts"):
        close_department(actor=admin, department_id=east.pk)
    close_department(actor=admin, department_id=below.pk)
    make_customer(sales)
    with pytest.raises(ChangeRefused, match="has_people") as refused:
        close_department(actor=admin, department_id=east.pk)
    assert "sales (test-sales)" in str(refused.value.reason)
    ended = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(department=east).exclude(user__username="second").update(
        ends_on=ended
    )
    Appointment.objects.filter(user__username="second").update(department=south)
    with pytest.raises(ChangeRefused, match="has_customers"):
        close_department(actor=admin, department_id=east.pk)
    close_department(actor=admin, department_id=Department.objects.create(name_zh="空").pk)


def test_a_department_never_lies_below_itself(admin, east):
    below = Department.objects.create(name_zh="华东一部", parent=east)
    for parent in (east, below):
        with pytest.raises(ChangeRefused, match="below_itself"):
            change_department(
                actor=admin,
                department_id=east.pk,
                name_zh="华东",
                name_en="",
                parent_id=parent.pk,
            )
