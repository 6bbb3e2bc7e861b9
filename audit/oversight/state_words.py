"""The ledger's state in words that a person trusts."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from audit.oversight.ledger_state import LedgerState


@dataclass(frozen=True)
class Alarm:
    """What is wrong, and how to mend it."""

    what: str | Promise
    mend: str | Promise


ALARMS = {
    "SET_BACK": Alarm(
        _("The database is not the continuation of what has left it: no customer is shown"),
        _(
            "Somebody put an older copy in its place, or wrote another past. Put the right database"
            " back; after a lawful restore two people sign a new incarnation."
        ),
    ),
    "CHANGED": Alarm(
        _("This is not the ledger that was signed"),
        _(
            "Keep the machine as it is, take a bundle, ask the witness, and find out who had the"
            " database owner's password. The places below are the first that contradict."
        ),
    ),
    "WALLS": Alarm(
        _("The walls were found changed"),
        _("Customers stay hidden until triggers, policies and rights are as this release says."),
    ),
    "STANDS_STILL": Alarm(
        _("Events wait for their seal for over a minute"),
        _(
            "Start the sealer again. Nothing is lost; until it seals, the newest events rest on the"
            " receipts of this machine alone."
        ),
    ),
    "UNWITNESSED": Alarm(
        _("The witness has not answered for over three minutes"),
        _("Start the witness again. Customers stay open; the newest seals have no outside proof."),
    ),
    "NO_DISK": Alarm(
        _("The sealer can't write its files"),
        _("Free some space on the disk that holds receipts and anchors."),
    ),
    "CHECK_LATE": Alarm(
        _("A check is overdue"),
        _("The sealer runs them, each five minutes and each night: see whether it runs."),
    ),
    "NEVER_CHECKED": Alarm(
        _("The whole ledger was not checked yet"),
        _("The sealer does it within a minute of its first start; see whether it runs."),
    ),
}
SEALS = {
    "alarm": pgettext_lazy("seal", "alarm"),
    "slow": pgettext_lazy("seal", "not quite"),
    "": pgettext_lazy("seal", "as signed"),
}
CHECKS = {
    "content": _("an event was changed"),
    "presence": _("an event is gone"),
    "version": _("an event claims an older form"),
    "dense": _("leaves are missing"),
    "time": _("an event was dated back"),
    "nodes": _("a part of the tree is not that of its leaves"),
    "signature": _("a checkpoint is not signed by the right key"),
    "chain": _("the checkpoints do not follow each other"),
    "root": _("the events are not those that were signed"),
    "anchor": _("somebody outside has seen other events"),
    "outside": _("events stand beside the ledger"),
    "receipts": _("an event that was written has vanished or changed"),
    "walls": _("the walls were changed"),
    "pending": _("an event vanished before it was sealed"),
    "tree": _("the sealer refuses to build upon this database"),
    "disk": _("the disk refuses to write"),
    "witness": _("the witness does not answer"),
}


def severity(state: LedgerState) -> str:
    """The seal's look: alarm, slow, or nothing."""
    return "alarm" if state.alarms else "slow" if state.warnings else ""


def headline(state: LedgerState) -> str:
    """One line: sealed, witnessed, how many events, the last whole check, the verdict."""
    whole = state.whole
    parts = [
        gettext("sealed %(ago)s") % {"ago": ago(state.sealed_age)},
        gettext("witnessed %(ago)s") % {"ago": ago(state.witnessed_age)}
        if state.witnessed_size
        else gettext("not witnessed yet"),
        gettext("%(size)s events") % {"size": f"{state.size:,}"},
    ]
    if whole:
        at = timezone.localtime(whole.at)
        is_today = at.date() == timezone.localdate()
        text = at.strftime("%H:%M" if is_today else "%m-%d %H:%M")
        parts.append(gettext("whole check %(time)s") % {"time": text})
    parts.append(gettext("nothing changed") if not state.alarms else gettext("see the alarm"))
    said = pgettext("headline", ", ").join(parts)
    return said[0].upper() + said[1:]


def ago(seconds: float | None) -> str:
    """An age as people say it."""
    if seconds is None:
        return gettext("never")
    if seconds < 120:
        return gettext("%(n)s s ago") % {"n": int(seconds)}
    if seconds < 7200:
        return gettext("%(n)s min ago") % {"n": int(seconds // 60)}
    if seconds < 48 * 3600:
        return gettext("%(n)s h ago") % {"n": int(seconds // 3600)}
    return gettext("%(n)s days ago") % {"n": int(seconds // 86400)}
