"""Writing the draft of a post's grants: nothing of it is in force yet."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.draft_lines import Line, read_lines, stored_lines, with_line
from access.models import DraftState, GrantDraft, Post
from access.services.change_post import require_not_own


def write_line(*, actor: Actor, post_id: int, line: Line, place: int | None = None) -> GrantDraft:
    """Put a line into the post's open draft, or begin a draft with it; `place` is the line that it
    replaces.

    Raises ChangeRefused for a post of one's own, for a post that administers, and for a draft
    that somebody else has written.
    """
    draft = open_draft(post_id) or GrantDraft(
        post_id=post_id, author_id=actor.id, starts_on=timezone.localdate()
    )
    with administering(actor, "write_draft", ids=(post_id, draft.pk), fields=("lines",)):
        require_not_own(actor, post_id)
        require_takes_grants(post_id)
        require_author(actor, draft)
        draft.lines = stored_lines(with_line(read_lines(draft.lines), line, place))
        sign(draft, actor)
        draft.save()
    return draft


def remove_line(*, actor: Actor, draft: GrantDraft, place: int) -> None:
    """Take a line out. Raises ChangeRefused for a draft of somebody else's."""
    with administering(actor, "write_draft", ids=(draft.post_id, draft.pk), fields=("lines",)):
        require_author(actor, draft)
        lines = read_lines(draft.lines)
        draft.lines = stored_lines((*lines[:place], *lines[place + 1 :]))
        sign(draft, actor)
        draft.save()


def date_draft(*, actor: Actor, draft: GrantDraft, starts_on: date) -> None:
    """Say from which day it is to be in force. Raises ChangeRefused for a draft of somebody
    else's and for a day that is past."""
    with administering(actor, "write_draft", ids=(draft.post_id, draft.pk), fields=("starts_on",)):
        require_author(actor, draft)
        if starts_on < timezone.localdate():
            raise ChangeRefused("past_day", _("That day is past. Choose today or a later day."))
        draft.starts_on = starts_on
        sign(draft, actor)
        draft.save()


def withdraw_draft(*, actor: Actor, draft: GrantDraft) -> None:
    """Put it away for good; its versions stay. Any administrator may."""
    with administering(actor, "withdraw_draft", ids=(draft.post_id, draft.pk), fields=("state",)):
        require_open(draft)
        draft.state = DraftState.WITHDRAWN
        sign(draft, actor)
        draft.save()


def open_draft(post_id: int) -> GrantDraft | None:
    """The draft that is being written for the post, or nothing."""
    return GrantDraft.objects.filter(post=post_id, state=DraftState.OPEN).first()


def require_open(draft: GrantDraft) -> None:
    """Raises ChangeRefused where it is published or withdrawn already."""
    if GrantDraft.objects.filter(pk=draft.pk).exclude(state=DraftState.OPEN).exists():
        raise ChangeRefused(
            "draft_closed", _("This draft is published or withdrawn already. Write a new one.")
        )


def require_author(actor: Actor, draft: GrantDraft) -> None:
    """Who helps to write could not publish: one draft has one author. Raises ChangeRefused."""
    require_open(draft)
    if draft.author_id != actor.id:
        raise ChangeRefused(
            "other_author",
            _("Somebody else is writing a draft for this post. Publish or withdraw it first."),
        )


def require_takes_grants(post_id: int) -> None:
    """Raises ChangeRefused for a post that administers."""
    if Post.objects.get(pk=post_id).administers:
        raise ChangeRefused(
            "administrators_see_no_customer",
            _("Administrators see no customer: such a post takes no grants."),
        )
