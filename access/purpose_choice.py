"""The chosen purpose, in the session with its time."""

from django.utils import timezone

from access.request import ActorRequest


def choose(request: ActorRequest, code: str) -> None:
    """Work for this purpose from now on."""
    request.session["purpose"] = code
    request.session["purpose_since"] = timezone.now().isoformat()


def settle_purpose(request: ActorRequest) -> None:
    """Choose where there is no choice, and drop a purpose that is no longer theirs."""
    purposes = request.actor.purposes
    if request.session.get("purpose", "") in purposes:
        return
    request.session.pop("purpose", None)
    if len(purposes) == 1:
        choose(request, next(iter(purposes)))
