"""Ending an appointment."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Appointment


def end_appointment(*, actor: Actor, appointment_id: int, ends_on: date) -> None:
    """Let the appointment run until this day and no longer.

    Raises ChangeRefused for oneself, for the last administrator, and for a day before its first.
    """
    appointment = Appointment.objects.get(pk=appointment_id)
    ids = (appointment.user_id, appointment.post_id, appointment.department_id)
    with administering(actor, "end_appointment", ids=ids, fields=("ends_on",)):
        if appointment.user_id == actor.id:
            raise ChangeRefused(
                "own_appointments",
                _("You can't change your own appointments; another administrator can."),
            )
        if ends_on < appointment.starts_on:
            raise ChangeRefused("ends_before_start", _("The last day lies before the first day."))
        appointment.ends_on = ends_on
        sign(appointment, actor)
        appointment.save()
