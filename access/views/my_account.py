"""What a person can see and change of their own log-in."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.models import ApiToken, Appointment
from access.request import ActorRequest


@require_safe
@login_required
def my_account(request: ActorRequest) -> HttpResponse:
    """Posts held, password, second step."""
    appointments = Appointment.objects.filter(user=request.user)
    context = {
        "appointments": appointments.select_related("post", "department"),
        "has_code": is_mfa_enabled(request.user),
        "tokens": ApiToken.objects.filter(user=request.user).count(),
    }
    return render(request, "access/my_account.html", context)
