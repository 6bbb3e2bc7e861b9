"""The page of somebody who was invited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from access.forms.password_form import PasswordForm
from access.services.accept_invitation import (
    InvitationUsed,
    accept_invitation,
    open_invitation,
)


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let them set name and password; a second step comes at the first log-in."""
    try:
        user = open_invitation(token).user
        form = PasswordForm(request.POST or None, user=user, initial={"name": user.name})
        if form.is_valid():
            accept_invitation(
                token=token,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                request=request.number,  # type: ignore[attr-defined]
            )
            messages.success(request, gettext("Your password is set. Please log in."))
            return redirect("account_login")
    except InvitationUsed:
        return render(request, "access/invitation_used.html", status=410)
    status = 422 if form.is_bound else 200
    return render(request, "access/invitation.html", {"form": form, "person": user}, status=status)
