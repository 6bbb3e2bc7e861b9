"""The demo's company, departments, posts and people."""

from datetime import date

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as UNUSABLE
from django.db import transaction

from access.catalogue.posts import POSTS, StartingPost
from access.models import Appointment, Company, Department, Grant, Post, Purpose, User
from config.demo.backdating_people import backdate_person, backdate_row
from config.demo.passwords import Passwords
from customers.demo.company import DemoCompany, DemoPerson


@transaction.atomic
def add_people(company: DemoCompany, passwords: Passwords) -> None:
    """Add whoever and whatever is not there yet."""
    Company.objects.get_or_create(
        one=True,
        defaults={
            "name_zh": company.name_zh,
            "name_en": company.name_en,
            "credit_code": company.credit_code,
        },
    )
    first_day = min(person.starts_on for person in company.people)
    for department in company.departments:
        made, is_new = Department.objects.get_or_create(
            id=department.id,
            defaults={
                "name_zh": department.name_zh,
                "name_en": department.name_en,
                "parent_id": department.parent,
            },
        )
        if is_new:
            backdate_row(made, first_day)
    posts = {post.code: _add_post(post, first_day) for post in POSTS}
    for person in company.people:
        _add_person(person, posts[person.post], passwords)


def _add_post(starting: StartingPost, first_day: date) -> Post:
    post, is_new = Post.objects.get_or_create(
        code=starting.code,
        defaults={
            "name_zh": starting.name_zh,
            "name_en": starting.name_en,
            "requires_mfa": starting.requires_mfa,
            "administers": starting.administers,
            "watches": starting.watches,
        },
    )
    for given in starting.grants if is_new else ():
        grant = Grant.objects.create(
            post=post,
            verbs=list(given.verbs),
            scope=given.scope,
            levels=dict(given.levels),
            starts_on=first_day,
        )
        grant.purposes.set(Purpose.objects.filter(code__in=given.purposes))
        backdate_row(grant, first_day)
    if is_new:
        backdate_row(post, first_day)
    return post


def _add_person(person: DemoPerson, post: Post, passwords: Passwords) -> None:
    user = User.objects.filter(id=person.id).first()
    if user is not None:
        if person.is_active and passwords.anew:
            user.password = passwords.hash_for(person.username)
            user.save(update_fields=["password"])
        return
    user = User.objects.create(
        id=person.id,
        username=person.username,
        name=person.name,
        email=person.email,
        is_active=person.is_active,
        password=passwords.hash_for(person.username) if person.is_active else UNUSABLE,
    )
    appointment = Appointment.objects.create(
        user=user,
        post=post,
        department_id=person.department,
        starts_on=person.starts_on,
        ends_on=person.ends_on,
    )
    if post.requires_mfa:
        TOTP.activate(user, generate_totp_secret())
    backdate_row(appointment, person.starts_on)
    backdate_person(user, person)
