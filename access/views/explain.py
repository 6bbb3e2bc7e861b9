"""Explanations for who holds EXPLAIN: one decision, who can see a customer, what a person sees."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.errors import RecordNotVisible
from access.explaining import Question, explain, explained_records
from access.explaining_person import explain_person
from access.explaining_record import explain_record
from access.explaining_words import MISSING, verdicts_in_words
from access.field_groups import VERB_LABELS
from access.forms.explain_forms import DecisionForm, PersonForm, RecordForm
from access.models import User
from access.request import ActorRequest
from access.views.explained_lists import lapsed_posts, reach_cards, seeing_rows
from audit.ledger.event import Verb


@require_safe
@login_required
def decision(request: ActorRequest) -> HttpResponse:
    """May this person do this to this customer, now or then?"""
    explained_records().require_explainer(request.actor)
    form = DecisionForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        given = form.cleaned_data
        question = Question(
            person=given["person"],
            verb=Verb(given["verb"]),
            record=given["record"],
            at=given["at"],
            purpose=given["purpose"],
        )
        try:
            found = explain(request.actor, question)
        except RecordNotVisible:
            return _unseen(request, "access/explain_decision.html", context)
        context |= {
            "found": found,
            "person": User.objects.get(pk=question.person),
            "verb": VERB_LABELS[question.verb],
            "verdicts": verdicts_in_words(found.verdicts),
            "missing": [MISSING[one] for one in found.missing],
            "lapsed": lapsed_posts(found.standing),
            "folio": found.folio,
        }
    return _page(request, "access/explain_decision.html", form, context)


@require_safe
@login_required
def record(request: ActorRequest) -> HttpResponse:
    """Who can see this customer?"""
    explained_records().require_explainer(request.actor)
    form = RecordForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            found = explain_record(
                request.actor, form.cleaned_data["record"], form.cleaned_data["at"]
            )
        except RecordNotVisible:
            return _unseen(request, "access/explain_record.html", context)
        context |= {
            "found": found,
            "rows": seeing_rows(found),
            "asked_at": request.GET.get("at", ""),
            "folio": found.folio,
        }
    return _page(request, "access/explain_record.html", form, context)


@require_safe
@login_required
def person(request: ActorRequest) -> HttpResponse:
    """What can this person see?"""
    explained_records().require_explainer(request.actor)
    form = PersonForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        user = User.objects.get(pk=form.cleaned_data["person"])
        found = explain_person(request.actor, user.pk, form.cleaned_data["at"])
        context |= {
            "found": found,
            "person": user,
            "cards": reach_cards(found),
            "missing": [MISSING[one] for one in found.missing],
            "lapsed": lapsed_posts(found.standing),
            "folio": found.folio,
        }
    return _page(request, "access/explain_person.html", form, context)


def _page(request: ActorRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 400 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _unseen(request: ActorRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Absent and out of reach look the same, and keep what was typed."""
    return render(request, template, context | {"unseen": True}, status=404)
