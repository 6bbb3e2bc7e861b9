"""Founding the company: all of the first run, in one transaction."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from access.catalogue.posts import POSTS, StartingPost
from access.models import Appointment, Company, Department, Grant, Post, Purpose, User
from audit.ledger.book import write_note
from audit.ledger.event import Entry, Outcome, Verb

FOUNDER = "first-run"


class FoundedAlready(Exception):
    """There is a company: the first run is over, for good."""


@dataclass(frozen=True, kw_only=True)
class Officer:
    """A founding officer; `password` is hashed already."""

    username: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What the first run asked for. `departments` are names with their depth, in order."""

    name_zh: str
    name_en: str
    credit_code: str
    administrator: Officer
    compliance_officer: Officer
    departments: tuple[tuple[int, str, str], ...]
    posts: tuple[str, ...]


ALWAYS = {"system-administrator", "compliance-officer"}


def found_company(*, founding: Founding, request: str) -> Company:
    """Make company, officers, departments and posts, all or none.

    Raises FoundedAlready, LedgerUnavailable.
    """
    if Company.objects.exists():
        raise FoundedAlready
    try:
        with transaction.atomic():
            company = Company.objects.create(
                name_zh=founding.name_zh,
                name_en=founding.name_en,
                credit_code=founding.credit_code,
            )
            top = _add_departments(founding.departments)
            posts = {starting.code: _add_post(starting) for starting in _chosen(founding.posts)}
            _add_officer(founding.administrator, posts["system-administrator"], top)
            _add_officer(founding.compliance_officer, posts["compliance-officer"], top)
            write_note(_entry(request), Outcome.ALLOWED)
    except IntegrityError as twice:
        if Company.objects.exists():  # another window was faster
            raise FoundedAlready from twice
        raise
    return company


def _chosen(codes: tuple[str, ...]) -> list[StartingPost]:
    wanted = ALWAYS | set(codes)
    return [starting for starting in POSTS if starting.code in wanted]


def _add_departments(given: tuple[tuple[int, str, str], ...]) -> Department:
    path: list[Department] = []
    first: Department | None = None
    for depth, name_zh, name_en in given:
        parent = path[depth - 1] if depth else None
        made = Department.objects.create(name_zh=name_zh, name_en=name_en, parent=parent)
        path[depth:] = [made]
        first = first or made
    if first is None:
        raise ValueError("a company has at least one department")
    return first


def _add_post(starting: StartingPost) -> Post:
    post = Post.objects.create(
        code=starting.code,
        name_zh=starting.name_zh,
        name_en=starting.name_en,
        requires_mfa=starting.requires_mfa,
        administers=starting.administers,
        watches=starting.watches,
    )
    for given in starting.grants:
        grant = Grant.objects.create(
            post=post,
            verbs=list(given.verbs),
            scope=given.scope,
            levels=dict(given.levels),
            starts_on=timezone.localdate(),
        )
        grant.purposes.set(Purpose.objects.filter(code__in=given.purposes))
    return post


def _add_officer(officer: Officer, post: Post, department: Department) -> None:
    user = User.objects.create(
        username=officer.username,
        name=officer.name,
        email=officer.email or None,
        password=officer.password,
    )
    Appointment.objects.create(
        user=user, post=post, department=department, starts_on=timezone.localdate()
    )


def _entry(request: str) -> Entry:
    return Entry(
        actor=FOUNDER,
        verb=Verb.ADMINISTER,
        resource="access",
        request=request,
        body={"channel": "WEB", "what": "found_company"},
    )
