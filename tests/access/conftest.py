"""Who administers, and who explains."""

import pytest

from access.actor import actor_for
from access.models import Department, Post, User
from tests.cast import make_post, make_user


@pytest.fixture
def officer(east: Department) -> User:
    post = make_post("test-judge", scope="ALL", verbs=["EXPLAIN"], purposes=["CASE"], levels={})
    return make_user("judge", post, east)


@pytest.fixture
def second(system_administrator, east):
    """Another administrator, who holds the same post."""
    post = Post.objects.get(code="test-admin")
    return make_user("second", post, east)


@pytest.fixture
def admin(system_administrator, second):
    """The administrator as actor; not the last one."""
    return actor_for(system_administrator, request="administration")
