"""What all pages of administration share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form, ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.change_refused import ChangeRefused
from access.public_id import encode
from access.request import ActorRequest
from audit.ledger.book import write_refusal
from audit.ledger.event import Entry, Verb

View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """For everybody else the page does not exist, and that they asked is in the ledger."""
    return _only(view, lambda actor: actor.administers)


def keepers_only(view: View) -> View:
    """The same for administrators and those who watch: they publish what the others draft."""
    return _only(view, lambda actor: actor.administers or actor.watches)


def _only(view: View, may: Callable[[Actor], bool]) -> View:
    @wraps(view)
    @login_required
    def guarded(request: ActorRequest, **given: Any) -> HttpResponse:
        if not may(request.actor):
            entry = Entry(
                actor=encode(request.actor.id),
                verb=Verb.ADMINISTER,
                resource="access",
                request=request.number,
                body={"channel": "WEB", "what": view.__name__},
            )
            write_refusal(entry)
            raise Http404
        return view(request, **given)

    return guarded


def attempt(request: ActorRequest, change: Callable[[], Any], done: str) -> bool:
    """Make the change and say so, or say why not."""
    try:
        change()
    except ChangeRefused as refused:
        messages.error(request, str(refused.reason))
        return False
    messages.success(request, done)
    return True


def form_page(
    request: ActorRequest, form: "Form | ModelForm[Any]", *, template: str, **context: Any
) -> HttpResponse:
    """A form as a page; 422 where what was sent needs mending."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form} | context, status=status)
