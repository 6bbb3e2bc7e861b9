"""The first run: an empty installation becomes a company, in five steps, once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from access.first_run_code import first_run_code, forget_first_run_code
from access.forms.first_run_forms import (
    CodeForm,
    CompanyForm,
    DepartmentsForm,
    OfficerForm,
    PostsForm,
)
from access.models import Company
from access.services.found_company import FoundedAlready, Founding, Officer, found_company

KEY = "first_run"
STEPS = (
    ("company", _("Company")),
    ("officers", _("Officers")),
    ("departments", _("Departments")),
    ("posts", _("Posts")),
)

View = Callable[[HttpRequest], HttpResponse]


def step(name: str) -> Callable[[View], View]:
    """A step of the wizard: no address of ours once there is a company, and only in turn."""

    def decorate(view: View) -> View:
        @wraps(view)
        @sensitive_post_parameters()
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        def guarded(request: HttpRequest) -> HttpResponse:
            if Company.objects.exists():
                raise Http404
            given = request.session.get(KEY)
            if name != "code" and given is None:
                return redirect("access:welcome")
            for earlier in _before(name):
                if earlier not in (given or {}):
                    return redirect(f"access:welcome_{earlier}")
            return view(request)

        return guarded

    return decorate


def _before(name: str) -> list[str]:
    names = [each for each, _label in STEPS]
    return names[: names.index(name)] if name in names else []


def _keep(request: HttpRequest, name: str, value: Any) -> None:
    request.session[KEY] = {**request.session.get(KEY, {}), name: value}


def _step_page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    steps = {"steps": STEPS, "step": name, "done": _before(name)}
    return render(request, f"access/welcome_{name}.html", steps | context, status=status)


@step("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the set-up code."""
    first_run_code()  # it lies in the run folder from the first visit on
    form = CodeForm(request.POST or None)
    if form.is_valid():
        request.session.cycle_key()
        request.session[KEY] = {}
        return redirect("access:welcome_company")
    return _step_page(request, "code", form=form)


@step("company")
def company(request: HttpRequest) -> HttpResponse:
    """Ask for the company."""
    form = CompanyForm(request.POST or None, initial=request.session[KEY].get("company"))
    if form.is_valid():
        _keep(request, "company", form.cleaned_data)
        return redirect("access:welcome_officers")
    return _step_page(request, "company", form=form)


@step("officers")
def officers(request: HttpRequest) -> HttpResponse:
    """Ask for the two founding officers, who are two people."""
    kept = request.session[KEY].get("officers", {})
    administrator, officer = (
        OfficerForm(request.POST or None, prefix=who, initial=kept.get(who, {}) | {"password": ""})
        for who in ("administrator", "officer")
    )
    if administrator.is_valid() and officer.is_valid() and _are_two(administrator, officer):
        both = {"administrator": administrator.kept(), "officer": officer.kept()}
        _keep(request, "officers", both)
        return redirect("access:welcome_departments")
    return _step_page(request, "officers", administrator=administrator, officer=officer)


def _are_two(administrator: OfficerForm, officer: OfficerForm) -> bool:
    one, other = administrator.cleaned_data, officer.cleaned_data
    for field in ("username", "email", "name"):
        same = one[field].strip().casefold() == other[field].strip().casefold()
        if same and one[field]:
            officer.add_error(field, _("The two officers are two people."))
    return officer.is_valid()


@step("departments")
def departments(request: HttpRequest) -> HttpResponse:
    """Ask for the tree of departments."""
    kept = request.session[KEY].get("departments")
    form = DepartmentsForm(request.POST or None, initial={"departments": _as_lines(kept)})
    if form.is_valid():
        _keep(request, "departments", form.cleaned_data["departments"])
        return redirect("access:welcome_posts")
    return _step_page(request, "departments", form=form)


def _as_lines(kept: list[tuple[int, str, str]] | None) -> str:
    if kept is None:
        return gettext("Head office\nSales\n- Sales East\n- Sales South\nLegal and compliance")
    lines = ("-" * depth + f" {zh}" + (f" | {en}" if en else "") for depth, zh, en in kept)
    return "\n".join(line.strip() for line in lines)


@step("posts")
def posts(request: HttpRequest) -> HttpResponse:
    """Ask for the posts, then make all of it."""
    form = PostsForm(request.POST or None)
    if not form.is_valid():
        return _step_page(request, "posts", form=form)
    try:
        found_company(
            founding=_founding(request.session[KEY], tuple(form.cleaned_data["posts"])),
            request=request.number,  # type: ignore[attr-defined]
        )
    except FoundedAlready as over:
        raise Http404 from over
    forget_first_run_code()
    del request.session[KEY]
    messages.success(request, gettext("The company is founded. Please log in."))
    return redirect("account_login")


def _founding(given: dict[str, Any], chosen: tuple[str, ...]) -> Founding:
    company_given = given["company"]
    return Founding(
        name_zh=company_given["name_zh"],
        name_en=company_given["name_en"],
        credit_code=company_given["credit_code"].upper(),
        administrator=Officer(**given["officers"]["administrator"]),
        compliance_officer=Officer(**given["officers"]["officer"]),
        departments=tuple((depth, zh, en) for depth, zh, en in given["departments"]),
        posts=chosen,
    )
