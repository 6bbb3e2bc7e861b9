"""Changing a post."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Appointment, Post


def change_post(*, actor: Actor, post_id: int, given: dict[str, Any]) -> None:
    """Change names and flags. Raises ChangeRefused for a post of one's own, where duties must
    stay apart, and where nobody would be left to administer."""
    post = Post.objects.get(pk=post_id)
    changed = [field for field, value in given.items() if getattr(post, field) != value]
    if not changed:
        return
    with administering(actor, "change_post", ids=(post_id,), fields=changed):
        require_not_own(actor, post_id)
        for field in changed:
            setattr(post, field, given[field])
        if post.administers and post.grants.filter(_going_on()).exists():
            raise ChangeRefused(
                "administrators_see_no_customer",
                _("Administrators see no customer: end the post's grants first."),
            )
        sign(post, actor)
        post.save()


def require_not_own(actor: Actor, post_id: int) -> None:
    """Nobody widens a post that they hold themselves. Raises ChangeRefused."""
    if Appointment.objects.filter(_going_on(), user=actor.id, post=post_id).exists():
        raise ChangeRefused(
            "own_post",
            _("You hold this post yourself; another administrator, who does not, can change it."),
        )


def _going_on() -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
