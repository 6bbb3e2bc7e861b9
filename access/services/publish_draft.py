"""Publishing a draft: a second person brings it into force."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.comparing import compare
from access.draft_lines import GrantTerms, Line, read_lines
from access.models import Apart, DraftState, Grant, GrantDraft, Purpose
from access.services.change_post import require_not_own
from access.services.end_grant import end_after
from access.services.write_draft import require_open, require_takes_grants
from access.waiving import waiver_in_force


def publish_draft(*, actor: Actor, draft_id: int, seen: str, sure: bool = False) -> GrantDraft:
    """Bring it into force from its day on, as it was compared: `seen` is that comparison's digest.

    Raises ChangeRefused for its author (unless that is waived), for a post of one's own, for a
    draft or grants that changed since the comparison, and, until one is `sure`, where a grant
    reaches nobody or everything.
    """
    draft = GrantDraft.objects.get(pk=draft_id)
    ids = (draft.post_id, draft.pk)
    with administering(
        actor, "publish_draft", ids=ids, fields=("state", "grants"), watchers_too=True
    ):
        draft.refresh_from_db()
        require_open(draft)
        require_not_own(actor, draft.post_id)
        require_takes_grants(draft.post_id)
        _require_second_person(actor, draft)
        if not draft.lines:
            raise ChangeRefused("draft_empty", _("The draft changes nothing. Add a line first."))
        now = compare(actor, draft)
        if seen != now.digest:
            raise ChangeRefused(
                "draft_changed",
                _("The draft or the grants in force have changed. Read the comparison again."),
            )
        if now.doubts and not sure:
            raise ChangeRefused(
                "ask_twice", _("A grant reaches nobody or everything. Say that this is meant.")
            )
        for line in read_lines(draft.lines):
            _apply(actor, draft, line, now.day)
        draft.starts_on = now.day
        draft.state = DraftState.PUBLISHED
        draft.publisher_id, draft.published_at = actor.id, timezone.now()
        sign(draft, actor)
        draft.save()
    return draft


def _require_second_person(actor: Actor, draft: GrantDraft) -> None:
    if draft.author_id != actor.id:
        return
    draft.waiver = waiver_in_force(Apart.DRAFT_PUBLISH)
    if draft.waiver is None:
        raise ChangeRefused(
            "second_person",
            _("You wrote this draft yourself; another administrator or compliance publishes it."),
        )


def _apply(actor: Actor, draft: GrantDraft, line: Line, day: date) -> None:
    if line.grant is not None:
        _end(actor, draft, line.grant, day)
    if line.terms is not None:
        _give(actor, draft, line.terms, day)


def _end(actor: Actor, draft: GrantDraft, grant_id: int, day: date) -> None:
    grant = Grant.objects.filter(pk=grant_id, post=draft.post_id).first()
    yesterday = day - timedelta(days=1)
    if grant is None or (grant.ends_on is not None and grant.ends_on < yesterday):
        raise ChangeRefused(
            "grant_gone", _("A grant that the draft changes has ended. Take its line out.")
        )
    end_after(grant, yesterday, actor=actor)


def _give(actor: Actor, draft: GrantDraft, terms: GrantTerms, day: date) -> None:
    if terms.ends_on and terms.ends_on < day:
        raise ChangeRefused("ends_before", _("A grant would end before the draft is in force."))
    grant = Grant(
        post_id=draft.post_id,
        draft=draft,
        verbs=list(terms.verbs),
        scope=terms.scope,
        filters=terms.filters,
        levels=terms.levels,
        starts_on=day,
        ends_on=terms.ends_on,
    )
    sign(grant, actor)
    grant.save()
    grant.purposes.set(Purpose.objects.filter(code__in=terms.purposes))
