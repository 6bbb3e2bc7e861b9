"""Giving a post a grant, and changing one."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Grant, Post, Purpose
from access.services.change_post import require_not_own


@dataclass(frozen=True, kw_only=True)
class GrantTerms:
    """What a grant says."""

    verbs: tuple[str, ...]
    scope: str
    filters: dict[str, list[str]]
    levels: dict[str, str]
    purposes: tuple[str, ...]
    starts_on: date
    ends_on: date | None


def save_grant(*, actor: Actor, post_id: int, grant_id: int | None, terms: GrantTerms) -> Grant:
    """Save the terms as a new grant of the post, or as an existing one's.

    Raises ChangeRefused for a post of one's own and for a post that administers.
    """
    grant = Grant.objects.get(pk=grant_id, post=post_id) if grant_id else Grant(post_id=post_id)
    what = "change_grant" if grant_id else "add_grant"
    fields = ("verbs", "scope", "filters", "levels", "purposes", "starts_on", "ends_on")
    with administering(actor, what, ids=(post_id, grant.pk), fields=fields):
        require_not_own(actor, post_id)
        if Post.objects.get(pk=post_id).administers:
            raise ChangeRefused(
                "administrators_see_no_customer",
                _("Administrators see no customer: such a post takes no grants."),
            )
        grant.verbs = list(terms.verbs)
        grant.scope = terms.scope
        grant.filters = terms.filters
        grant.levels = terms.levels
        grant.starts_on = terms.starts_on
        grant.ends_on = terms.ends_on
        sign(grant, actor)
        grant.save()
        grant.purposes.set(Purpose.objects.filter(code__in=terms.purposes))
    return grant
