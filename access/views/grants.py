"""Giving a post its grants."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from access.forms.grant_form import GrantForm
from access.models import Grant, Post
from access.request import ActorRequest
from access.services.end_grant import end_grant
from access.services.save_grant import save_grant
from access.views.administration import administrators_only, attempt, form_page


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def add(request: ActorRequest, post_id: int) -> HttpResponse:
    """Give the post a new grant."""
    return _grant_page(request, get_object_or_404(Post, pk=post_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change(request: ActorRequest, post_id: int, grant_id: int) -> HttpResponse:
    """Change the terms of a grant."""
    grant = get_object_or_404(Grant.objects.select_related("post"), pk=grant_id, post=post_id)
    return _grant_page(request, grant.post, grant)


def _grant_page(request: ActorRequest, post: Post, grant: Grant | None) -> HttpResponse:
    form = GrantForm(request.POST or None, grant=grant)
    if form.is_valid():
        done = attempt(
            request,
            lambda: save_grant(
                actor=request.actor,
                post_id=post.pk,
                grant_id=grant.pk if grant else None,
                terms=form.terms(),
            ),
            gettext("Saved."),
        )
        if done:
            return redirect("access:post", post_id=post.pk)
    return form_page(request, form, template="access/grant_form.html", post=post, grant=grant)


@require_POST
@administrators_only
def end(request: ActorRequest, post_id: int, grant_id: int) -> HttpResponse:
    """End a grant at once."""
    get_object_or_404(Grant, pk=grant_id, post=post_id)
    attempt(
        request,
        lambda: end_grant(actor=request.actor, grant_id=grant_id),
        gettext("The grant is ended."),
    )
    return redirect("access:post", post_id=post_id)
