"""The importer: a department head who may import within the department."""

import pytest

from access.models import Department, User
from tests.cast import STAFF_VERBS, make_post, make_user


@pytest.fixture
def importer(east: Department) -> User:
    post = make_post("test-importer", scope="DEPARTMENT", verbs=[*STAFF_VERBS, "IMPORT"])
    return make_user("importer", post, east)
