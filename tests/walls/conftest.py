"""One arena for all attacks of a run; they must leave it as it was."""

import os
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.walls.arena import Arena, drop_stale, new_arena


@pytest.fixture(scope="session")
def arena(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Arena]:
    with django_db_blocker.unblock():
        drop_stale()
        with new_arena(f"{os.getpid()}") as made:
            yield made
