"""The tree of departments."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.forms.department_form import DepartmentForm
from access.models import Department
from access.public_id import decode
from access.request import ActorRequest
from access.services.add_department import add_department
from access.services.change_department import change_department
from access.services.close_department import close_department
from access.services.reopen_department import reopen_department
from access.views.administration import administrators_only, attempt, form_page


@dataclass
class Branch:
    """A department with what lies below it."""

    department: Department
    parts: list["Branch"] = field(default_factory=list)


@require_safe
@administrators_only
def departments(request: ActorRequest) -> HttpResponse:
    """Show the whole tree."""
    return render(request, "access/departments.html", {"branches": _tree()})


def _tree() -> list[Branch]:
    today = timezone.localdate()
    going_on = Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=today)
    counted = Department.objects.annotate(
        people=Count("appointments__user", filter=going_on, distinct=True)
    )
    below: dict[int | None, list[Branch]] = defaultdict(list)
    branches = [Branch(department) for department in counted]
    for branch in branches:
        below[branch.department.parent_id].append(branch)
    for branch in branches:
        branch.parts = below[branch.department.pk]
    return below[None]


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def add(request: ActorRequest) -> HttpResponse:
    """Add a department."""
    form = DepartmentForm(request.POST or None, initial={"parent": _asked_parent(request)})
    if form.is_valid():
        given = form.cleaned_data
        add_department(
            actor=request.actor,
            name_zh=given["name_zh"],
            name_en=given["name_en"],
            parent_id=given["parent"].pk if given["parent"] else None,
        )
        messages.success(request, gettext("Saved."))
        return redirect("access:departments")
    return form_page(request, form, template="access/department_form.html", department=None)


def _asked_parent(request: ActorRequest) -> int | None:
    try:
        return decode(request.GET.get("below", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change(request: ActorRequest, department_id: int) -> HttpResponse:
    """Rename it, or move it to another place."""
    found = get_object_or_404(Department, pk=department_id)
    form = DepartmentForm(request.POST or None, instance=found)
    if form.is_valid():
        given = form.cleaned_data
        done = attempt(
            request,
            lambda: change_department(
                actor=request.actor,
                department_id=department_id,
                name_zh=given["name_zh"],
                name_en=given["name_en"],
                parent_id=given["parent"].pk if given["parent"] else None,
            ),
            gettext("Saved."),
        )
        if done:
            return redirect("access:departments")
    return form_page(request, form, template="access/department_form.html", department=found)


@require_POST
@administrators_only
def close(request: ActorRequest, department_id: int) -> HttpResponse:
    """Close it."""
    get_object_or_404(Department, pk=department_id)
    attempt(
        request,
        lambda: close_department(actor=request.actor, department_id=department_id),
        gettext("The department is closed."),
    )
    return redirect("access:departments")


@require_POST
@administrators_only
def reopen(request: ActorRequest, department_id: int) -> HttpResponse:
    """Open it again."""
    get_object_or_404(Department, pk=department_id)
    attempt(
        request,
        lambda: reopen_department(actor=request.actor, department_id=department_id),
        gettext("The department is open again."),
    )
    return redirect("access:departments")
