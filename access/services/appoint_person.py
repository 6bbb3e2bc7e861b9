"""Appointing a person to a post."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Apart, Appointment, Post
from access.waiving import waiver_in_force


def appoint_person(
    *,
    actor: Actor,
    user_id: int,
    post_id: int,
    department_id: int,
    starts_on: date,
    ends_on: date | None,
) -> Appointment:
    """Give the person a post in a department, from a day, until a day or for good.

    Raises ChangeRefused for oneself, for the same post twice, and where duties must stay apart.
    """
    given = Appointment(
        user_id=user_id,
        post_id=post_id,
        department_id=department_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    fields = ("post", "department", "starts_on", "ends_on")
    with administering(
        actor, "appoint_person", ids=(user_id, post_id, department_id), fields=fields
    ):
        _require_another_person(actor, user_id)
        _require_duties_apart(given)
        sign(given, actor)
        given.save()
    return given


def _require_another_person(actor: Actor, user_id: int) -> None:
    if user_id == actor.id:
        raise ChangeRefused(
            "own_appointments",
            _("You can't change your own appointments; another administrator can."),
        )


def _require_duties_apart(given: Appointment) -> None:
    meanwhile = Q(ends_on=None) | Q(ends_on__gte=given.starts_on)
    if given.ends_on:
        meanwhile &= Q(starts_on__lte=given.ends_on)
    held = Appointment.objects.filter(meanwhile, user=given.user_id)
    if held.filter(post=given.post_id, department=given.department_id).exists():
        raise ChangeRefused("held_already", _("The person holds this post there already."))
    post = Post.objects.get(pk=given.post_id)
    # The other pairs are the database's (access/migrations/0009_duties_apart.py).
    apart = Q(post__watches=True) if post.administers else Q(post__administers=True)
    watched = (post.administers or post.watches) and held.filter(apart).exists()
    if watched and waiver_in_force(Apart.ADMINISTER_WATCH) is None:
        raise ChangeRefused(
            "duties_apart",
            _("Who administers the system does not watch the ledger: these are two people."),
        )
