"""check_walls finds nothing where nothing was changed."""

import pytest

from audit.ledger.check_walls import drift
from config.policies import WALLS


@pytest.mark.usefixtures("db")
def test_clean_database_has_no_drift() -> None:
    assert drift(WALLS) == []
