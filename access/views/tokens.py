"""A person's tokens for programs."""

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.change_refused import ChangeRefused
from access.forms.token_form import TokenForm
from access.models import ApiToken
from access.request import ActorRequest
from access.services.end_token import end_token
from access.services.make_token import make_token
from access.views.administration import form_page


@require_safe
@login_required
def tokens(request: ActorRequest) -> HttpResponse:
    """The tokens of who asks."""
    return render(request, "access/tokens.html", {"tokens": _own(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def add(request: ActorRequest) -> HttpResponse:
    """Make one; what it is stands on the answer, this once."""
    form = TokenForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        try:
            secret = make_token(
                actor=request.actor, terms=form.terms(), with_code=_entered_code(request)
            )
        except ChangeRefused as refused:
            form.add_error(None, str(refused.reason))
        else:
            context = {"tokens": _own(request), "secret": secret}
            return render(request, "access/tokens.html", context, status=201)
    return form_page(request, form, template="access/token_form.html")


@require_POST
@login_required
def end(request: ActorRequest, number: int) -> HttpResponse:
    """End one."""
    end_token(actor=request.actor, number=number)
    messages.success(request, gettext("The token is ended."))
    return redirect("access:tokens")


def _own(request: ActorRequest) -> list[ApiToken]:
    return list(ApiToken.objects.filter(user=request.user.pk).select_related("purpose"))


def _entered_code(request: ActorRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
