"""The posts of the company, and what each may do."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from access.forms.post_form import PostForm
from access.models import Post
from access.request import ActorRequest
from access.services.add_post import add_post
from access.services.change_post import change_post
from access.services.write_draft import open_draft
from access.views.administration import administrators_only, attempt, form_page
from access.views.grant_cards import grant_cards


@require_safe
@administrators_only
def posts(request: ActorRequest) -> HttpResponse:
    """List them with how many people hold each."""
    today = timezone.localdate()
    going_on = Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=today)
    found = Post.objects.annotate(
        people=Count("appointments__user", filter=going_on, distinct=True),
    ).order_by("-is_active", "name_zh")
    return render(request, "access/posts.html", {"posts": found})


@require_safe
@administrators_only
def post(request: ActorRequest, post_id: int) -> HttpResponse:
    """Show a post with its grants."""
    found = get_object_or_404(Post, pk=post_id)
    context = {"post": found, "grants": grant_cards(found), "has_draft": open_draft(post_id)}
    return render(request, "access/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def add(request: ActorRequest) -> HttpResponse:
    """Add a post."""
    form = PostForm(request.POST or None, initial={"is_active": True})
    if form.is_valid():
        added = add_post(actor=request.actor, **form.cleaned_data)
        messages.success(request, gettext("Saved. Now give it grants."))
        return redirect("access:post", post_id=added.pk)
    return form_page(request, form, template="access/post_form.html", post=None)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change(request: ActorRequest, post_id: int) -> HttpResponse:
    """Change names and flags."""
    found = get_object_or_404(Post, pk=post_id)
    form = PostForm(request.POST or None, instance=found)
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        done = attempt(
            request,
            lambda: change_post(actor=request.actor, post_id=post_id, given=given),
            gettext("Saved."),
        )
        if done:
            return redirect("access:post", post_id=post_id)
    return form_page(request, form, template="access/post_form.html", post=found)
