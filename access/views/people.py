"""The people of the company."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from access.forms.person_form import PersonForm
from access.models import Appointment, User
from access.request import ActorRequest
from access.services.add_person import add_person
from access.views.administration import administrators_only, attempt, form_page

PAGE = 50


@require_safe
@administrators_only
def people(request: ActorRequest) -> HttpResponse:
    """List and search them."""
    search = request.GET.get("q", "").strip()[:60]
    closed = request.GET.get("closed") == "1"
    found = User.objects.filter(is_active=not closed).order_by("name", "id")
    if search:
        found = found.filter(
            Q(name__icontains=search) | Q(username__icontains=search) | Q(email__icontains=search)
        )
    today = timezone.localdate()
    going_on = Q(ends_on=None) | Q(ends_on__gte=today)
    posts = Appointment.objects.filter(going_on).select_related("post", "department")
    found = found.prefetch_related(Prefetch("appointments", posts, to_attr="posts_held"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "search": search, "closed": closed}
    return render(request, "access/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def add(request: ActorRequest) -> HttpResponse:
    """Add a person, then go on to their page: to appoint and to invite them."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        user = add_person(
            actor=request.actor,
            username=given["username"],
            name=given["name"],
            email=given["email"] or "",
        )
        attempt(request, lambda: None, gettext("Added. Now give a post, and send the invitation."))
        return redirect("access:person", user_id=user.pk)
    return form_page(request, form, template="access/person_form.html", person=None)
