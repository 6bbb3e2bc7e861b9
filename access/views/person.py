"""One person: log-in, posts, invitation."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.change_refused import ChangeRefused
from access.forms.appointment_form import AppointmentForm, LastDayForm
from access.forms.person_form import PersonForm
from access.models import Appointment, User
from access.request import ActorRequest
from access.services.appoint_person import appoint_person
from access.services.change_person import change_person
from access.services.close_person import close_person
from access.services.end_appointment import end_appointment
from access.services.invite_person import invite_person
from access.services.reopen_person import reopen_person
from access.services.reset_code import reset_code as reset_code_of
from access.views.administration import administrators_only, attempt, form_page


@require_safe
@administrators_only
def person(request: ActorRequest, user_id: int) -> HttpResponse:
    """Show what an administrator can see and do here."""
    found = get_object_or_404(User, pk=user_id)
    return _person_page(request, found)


def _person_page(
    request: ActorRequest, found: User, *, link: str = "", form: AppointmentForm | None = None
) -> HttpResponse:
    appointments = Appointment.objects.filter(user=found).select_related("post", "department")
    context = {
        "person": found,
        "appointments": appointments.order_by("-starts_on"),
        "form": form or AppointmentForm(),
        "last_day": LastDayForm(),
        "has_code": is_mfa_enabled(found),
        "invitation": found.invitations.filter(accepted_at=None).first(),
        "link": link,
        "is_self": found.pk == request.actor.id,
    }
    status = 422 if form is not None else 200
    return render(request, "access/person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change(request: ActorRequest, user_id: int) -> HttpResponse:
    """Correct name, user name or e-mail."""
    found = get_object_or_404(User, pk=user_id)
    form = PersonForm(request.POST or None, instance=found)
    if form.is_valid():
        given = form.cleaned_data
        change_person(
            actor=request.actor,
            user_id=user_id,
            username=given["username"],
            name=given["name"],
            email=given["email"] or "",
        )
        messages.success(request, gettext("Saved."))
        return redirect("access:person", user_id=user_id)
    return form_page(request, form, template="access/person_form.html", person=found)


@require_POST
@administrators_only
def appoint(request: ActorRequest, user_id: int) -> HttpResponse:
    """Appoint the person to a post."""
    found = get_object_or_404(User, pk=user_id)
    form = AppointmentForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, form=form)
    given = form.cleaned_data
    attempt(
        request,
        lambda: appoint_person(
            actor=request.actor,
            user_id=user_id,
            post_id=given["post"].pk,
            department_id=given["department"].pk,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        ),
        gettext("Appointed."),
    )
    return redirect("access:person", user_id=user_id)


@require_POST
@administrators_only
def end(request: ActorRequest, user_id: int, appointment_id: int) -> HttpResponse:
    """Give an appointment its last day."""
    get_object_or_404(Appointment, pk=appointment_id, user=user_id)
    form = LastDayForm(request.POST)
    if form.is_valid():
        ends_on = form.cleaned_data["ends_on"]
        attempt(
            request,
            lambda: end_appointment(
                actor=request.actor, appointment_id=appointment_id, ends_on=ends_on
            ),
            gettext("The appointment has a last day."),
        )
    else:
        messages.error(request, gettext("Please give the last day."))
    return redirect("access:person", user_id=user_id)


@require_POST
@administrators_only
def close(request: ActorRequest, user_id: int) -> HttpResponse:
    """Close the log-in."""
    get_object_or_404(User, pk=user_id)
    attempt(
        request,
        lambda: close_person(actor=request.actor, user_id=user_id),
        gettext("The log-in is closed; nobody gets in by it any more."),
    )
    return redirect("access:person", user_id=user_id)


@require_POST
@administrators_only
def reopen(request: ActorRequest, user_id: int) -> HttpResponse:
    """Open the log-in again."""
    get_object_or_404(User, pk=user_id)
    attempt(
        request,
        lambda: reopen_person(actor=request.actor, user_id=user_id),
        gettext("The log-in is open again."),
    )
    return redirect("access:person", user_id=user_id)


@require_POST
@administrators_only
def reset_code(request: ActorRequest, user_id: int) -> HttpResponse:
    """Take away the second step of somebody whose phone is lost."""
    get_object_or_404(User, pk=user_id)
    attempt(
        request,
        lambda: reset_code_of(actor=request.actor, user_id=user_id),
        gettext("The second step is reset."),
    )
    return redirect("access:person", user_id=user_id)


@require_POST
@administrators_only
def invite(request: ActorRequest, user_id: int) -> HttpResponse:
    """Send the invitation by mail, or show the link, once, to pass on by hand."""
    found = get_object_or_404(User, pk=user_id)
    try:
        token = invite_person(actor=request.actor, user_id=user_id)
    except ChangeRefused as refused:
        messages.error(request, str(refused.reason))
        return redirect("access:person", user_id=user_id)
    link = request.build_absolute_uri(reverse("access:invitation", kwargs={"token": token}))
    if request.POST.get("by") != "mail" or not found.email:
        return _person_page(request, found, link=link)
    _send_invitation(found, link)
    messages.success(request, gettext("The invitation is on its way; it works for 7 days."))
    return redirect("access:person", user_id=user_id)


def _send_invitation(found: User, link: str) -> None:
    context = {"person": found, "link": link}
    subject = " ".join(render_to_string("access/mail/invitation_subject.txt", context).split())
    body = render_to_string("access/mail/invitation.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [str(found.email)])
