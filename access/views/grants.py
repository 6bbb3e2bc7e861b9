"""Giving a post its grants: every change goes into the draft, ending one at once is direct."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from access.decision.facts_now import grants_now
from access.draft_lines import GrantTerms, Line, LineKind, read_lines, terms_of
from access.forms.grant_form import GrantForm
from access.models import Grant, Post
from access.request import ActorRequest
from access.services.end_grant import end_grant
from access.services.write_draft import open_draft, write_line
from access.views.administration import administrators_only, attempt, form_page


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def add(request: ActorRequest, post_id: int) -> HttpResponse:
    """Draft a new grant."""
    post = get_object_or_404(Post, pk=post_id)
    return _grant_page(request, post, Line(LineKind.NEW, None, None))


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change(request: ActorRequest, post_id: int, grant_id: int) -> HttpResponse:
    """Draft other terms for a grant."""
    post = get_object_or_404(Post, pk=post_id)
    found = [terms_of(one) for one in grants_now([post_id]) if one.id == grant_id]
    if not found:
        raise Http404
    drafted = open_draft(post_id)
    for line in read_lines(drafted.lines) if drafted else ():
        if line.grant == grant_id and line.terms:
            found = [line.terms]
    return _grant_page(request, post, Line(LineKind.CHANGED, grant_id, found[0]))


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change_line(request: ActorRequest, post_id: int, place: int) -> HttpResponse:
    """Change a line of the draft."""
    post = get_object_or_404(Post, pk=post_id)
    draft = open_draft(post_id)
    lines = read_lines(draft.lines) if draft else ()
    if place >= len(lines) or lines[place].terms is None:
        raise Http404
    return _grant_page(request, post, lines[place], place)


def _grant_page(
    request: ActorRequest, post: Post, line: Line, place: int | None = None
) -> HttpResponse:
    form = GrantForm(request.POST or None, terms=line.terms)
    if form.is_valid():
        done = attempt(
            request,
            lambda: _write(request, post, line, form.terms(), place),
            gettext("In the draft. It comes into force once a second person publishes it."),
        )
        if done:
            return redirect("access:draft", post_id=post.pk)
    return form_page(request, form, template="access/grant_form.html", post=post, line=line)


def _write(
    request: ActorRequest, post: Post, line: Line, terms: GrantTerms, place: int | None
) -> None:
    written = Line(line.kind, line.grant, terms)
    write_line(actor=request.actor, post_id=post.pk, line=written, place=place)


@require_POST
@administrators_only
def draft_end(request: ActorRequest, post_id: int, grant_id: int) -> HttpResponse:
    """Draft the end of a grant."""
    get_object_or_404(Grant, pk=grant_id, post=post_id)
    line = Line(LineKind.ENDED, grant_id, None)
    done = attempt(
        request,
        lambda: write_line(actor=request.actor, post_id=post_id, line=line),
        gettext("In the draft. It comes into force once a second person publishes it."),
    )
    return redirect("access:draft" if done else "access:post", post_id=post_id)


@require_POST
@administrators_only
def end(request: ActorRequest, post_id: int, grant_id: int) -> HttpResponse:
    """End a grant at once: it closes and opens nothing, so that one person may."""
    get_object_or_404(Grant, pk=grant_id, post=post_id)
    attempt(
        request,
        lambda: end_grant(actor=request.actor, grant_id=grant_id),
        gettext("The grant is ended."),
    )
    return redirect("access:post", post_id=post_id)
