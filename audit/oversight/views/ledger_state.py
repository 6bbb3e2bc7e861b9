"""The page that says how the ledger stands."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.request import ActorRequest
from access.sheet import Folio
from audit.ledger import signing_key
from audit.ledger.anchoring import witness_key
from audit.oversight.ledger_reading import ask, require_watcher
from audit.oversight.ledger_state import LedgerState, ledger_state
from audit.oversight.state_words import ALARMS, CHECKS, SEALS, ago, headline, severity


@require_safe
@login_required
def state(request: ActorRequest) -> HttpResponse:
    """Sealed, witnessed, checked; alarms with how to mend them; a bundle to take away."""
    require_watcher(request.actor)
    number = ask(request.actor, {"asked": "state"})
    found = ledger_state()
    context = state_context(found) | {
        "folio": Folio(number, timezone.now(), request.actor.purpose, request.actor.posts),
        "troubles": [(CHECKS.get(each.check, each.check), each) for each in found.findings[:20]],
        "key": signing_key.first_key(),
        "witness": witness_key(),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "oversight/state.html", context)


def state_context(found: LedgerState) -> dict[str, object]:
    """What the line with the seal needs."""
    look = severity(found)
    return {
        "state": found,
        "look": look,
        "seal": SEALS[look],
        "headline": headline(found),
        "sealed": ago(found.sealed_age),
        "witnessed": ago(found.witnessed_age),
        "alarms": [ALARMS[code] for code in found.alarms],
        "warnings": [ALARMS[code] for code in found.warnings],
    }
