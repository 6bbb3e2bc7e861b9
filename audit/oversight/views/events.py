"""The officer's page of the ledger."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.errors import RecordNotVisible
from access.models import Purpose
from access.request import ActorRequest
from access.sheet import Folio
from audit.oversight.event_query import FILTERS, HIGHEST, EventQuery, read_event_query
from audit.oversight.event_words import OUTCOMES, VERBS, people_of, worded
from audit.oversight.ledger_figures import figures_of_today, heat_of_weeks, readers_of_weeks
from audit.oversight.ledger_reading import (
    ask,
    hidden_purposes,
    read_event,
    read_events,
    require_watcher,
)
from audit.oversight.ledger_state import ledger_state
from audit.oversight.proof_reading import prove_whole
from audit.oversight.views.ledger_state import state_context
from audit.oversight.walls_state import walls_state


@require_safe
@login_required
def events(request: ActorRequest) -> HttpResponse:
    """Events, newest first, under the filters of the address; without any, the figures too."""
    require_watcher(request.actor)
    hidden = hidden_purposes(request.actor)
    query = read_event_query(request.GET.dict(), hidden=hidden)
    number = ask(request.actor, {"filters": sorted(query.given)})
    rows, more = read_events(query)
    context = {
        "events": worded(rows),
        "query": query,
        "after": _url(query, before=str(rows[-1].number)) if more else "",
        "verbs": VERBS,
        "outcomes": OUTCOMES,
        "purposes": [p for p in Purpose.objects.all() if p.code not in hidden],
        "named": people_of([query.given.get("actor", "")]),
        "walls": walls_state(),
        "folio": Folio(number, timezone.now(), request.actor.purpose, request.actor.posts),
    }
    if not query.given and query.before is None:
        context |= _overview(hidden) | state_context(ledger_state())
    return render(request, "oversight/events.html", context)


@require_safe
@login_required
def event(request: ActorRequest, number: int) -> HttpResponse:
    """One event with everything that it names."""
    require_watcher(request.actor)
    if number > HIGHEST:
        raise RecordNotVisible
    asked = ask(request.actor, {"event": number})
    found = read_event(number, hidden=hidden_purposes(request.actor))
    if found is None:
        raise RecordNotVisible
    (words,) = worded([found])
    folio = Folio(asked, timezone.now(), request.actor.purpose, request.actor.posts)
    context = {"event": words, "folio": folio, "asked": prove_whole(found.number)}
    return render(request, "oversight/event.html", context)


def _overview(hidden: list[str]) -> dict[str, object]:
    readers = readers_of_weeks(hidden)
    days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    return {
        "figures": figures_of_today(hidden),
        "heat": list(zip(days, heat_of_weeks(hidden), strict=True)),
        "hours": range(24),
        "bars": readers,
        "people": people_of(bar.actor for bar in readers),
        "today": timezone.localdate().isoformat(),
    }


def _url(query: EventQuery, **changes: str) -> str:
    asked = {name: query.given[name] for name in FILTERS if name in query.given} | changes
    return f"{reverse('oversight:events')}?{urlencode(asked)}"
