"""The page of somebody who was invited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from access.forms.password_form import PasswordForm
from access.services.accept_invitation import (
    InvitationUsed,
    accept_invitation,
    open_invitation,
)
from access.services.invite_person import digest_of

KEY = "invitation"


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that no log and no link to elsewhere holds it."""
    digest = digest_of(token)
    try:
        open_invitation(digest)
    except InvitationUsed:
        return render(request, "access/invitation_used.html", status=410)
    request.session[KEY] = digest
    return redirect("access:accept_invitation")


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Let them set name and password; a second step comes at the first log-in."""
    digest = request.session.get(KEY, "")
    try:
        user = open_invitation(digest).user
        form = PasswordForm(request.POST or None, user=user, initial={"name": user.name})
        if form.is_valid():
            accept_invitation(
                digest=digest,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                request=request.number,  # type: ignore[attr-defined]
            )
            del request.session[KEY]
            messages.success(request, gettext("Your password is set. Please log in."))
            return redirect("account_login")
    except InvitationUsed:
        return render(request, "access/invitation_used.html", status=410)
    status = 422 if form.is_bound else 200
    return render(request, "access/invitation.html", {"form": form, "person": user}, status=status)
