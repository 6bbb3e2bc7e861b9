"""What every test stands on: the app role, a clone of the template, the cast."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from access import walls
from config import translations
from config.policies import WALLS
from tests import template
from tests.sweeping import sweep

pytest_plugins = ["tests.cast"]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Chinese texts once, before any worker starts: tests read pages in Chinese."""
    if not hasattr(config, "workerinput"):
        translations.compile_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        made = template.build_template()
        template.drop_stale()
        name = f"custos_test_{os.getpid()}"
        template.clone(made, name)
        _require_app_role()
    yield
    with django_db_blocker.unblock():
        template.drop(name)


def _require_app_role() -> None:
    """Fail the run where it would prove nothing: as a superuser, or with row security off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("custos_app", False)
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY (%s)"
            " AND NOT (row_security_active(oid) AND relforcerowsecurity)",
            [[wall.table for wall in WALLS]],
        )
        assert cursor.fetchall() == []


@pytest.fixture
def _django_db_helper(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A test with a database commits what it writes, and is swept away afterwards.

    pytest-django's own fixture of this name rolls back instead: but the door finds records on a
    connection of its own, where nothing uncommitted exists.
    """
    with django_db_blocker.unblock():
        yield
        sweep()


@pytest.fixture(autouse=True)
def _fresh_process_state() -> Iterator[None]:
    """No test inherits what another left in the process."""
    yield
    walls._checked_at = None


@pytest.fixture
def aliases() -> Any:
    """Django's connections, for tests that break one."""
    return connections
