"""Changes by administrators: each is in the ledger before it comes into force."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.change_refused import ChangeRefused
from access.duties import apart_refused
from access.errors import NoGrant
from access.models import Company, Post, User
from access.public_id import encode
from audit.ledger.book import write_note, write_refusal
from audit.ledger.event import Entry, Outcome, Verb

NOBODY = "nobody"


@contextmanager
def administering(
    actor: Actor,
    what: str,
    *,
    ids: Sequence[int],
    fields: Sequence[str] = (),
    watchers_too: bool = False,
) -> Iterator[None]:
    """Make one change, all of it or nothing; the note is committed before the change is. Where
    `watchers_too` says so, those who watch the ledger may make it as well.

    Raises NoGrant for who is no administrator, ChangeRefused where the block raises it or where
    nobody would be left to administer, and LedgerUnavailable.
    """
    if not (actor.administers or (watchers_too and actor.watches)):
        write_refusal(_entry(actor, what, ids, ()))
        raise NoGrant(Verb.ADMINISTER)
    try:
        with transaction.atomic():
            # One change at a time, so that two administrators can't remove each other.
            Company.objects.select_for_update().first()
            yield
            _require_an_administrator()
            write_note(_entry(actor, what, ids, fields), Outcome.ALLOWED)
    except IntegrityError as broken:
        refused = apart_refused(broken)
        if refused is None:
            raise
        write_refusal(_entry(actor, what, ids, (), refused.code))
        raise refused from broken
    except ChangeRefused as refused:
        write_refusal(_entry(actor, what, ids, (), refused.code))
        raise


def sign(row: Model, actor: Actor) -> None:
    """Let the row's next history entry say who changed it."""
    row._history_user = User.objects.get(pk=actor.id)  # type: ignore[attr-defined]


def _require_an_administrator() -> None:
    today = timezone.localdate()
    posts = Post.objects.filter(
        Q(appointments__ends_on=None),
        administers=True,
        is_active=True,
        appointments__starts_on__lte=today,
        appointments__user__is_active=True,
    )
    if not posts.exists():
        raise ChangeRefused(
            "last_administrator",
            _("Nobody would be left to administer. Appoint another administrator first."),
        )


def _entry(
    actor: Actor, what: str, ids: Sequence[int], fields: Sequence[str], refused: str = ""
) -> Entry:
    body: dict[str, object] = {"channel": actor.channel, "what": what, "fields": sorted(fields)}
    if refused:
        body["refused"] = refused
    return Entry(
        actor=encode(actor.id) if actor.id else NOBODY,
        verb=Verb.ADMINISTER,
        resource="access",
        ids=tuple(ids),
        request=actor.request,
        body=body,
    )
