"""Twelve attacks by the owner of the database: each is seen, by the checks that it names."""

import pytest

from audit.ledger.attack_ground import Ground, ground
from audit.ledger.attacks import ATTACKS, Attack
from audit.ledger.verify import CHECKS, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def attacked(django_db_setup: None, django_db_blocker):
    with django_db_blocker.unblock(), ground() as made:
        yield made


def test_nobody_attacked_and_nothing_is_found(attacked: Ground) -> None:
    assert verify(whole=True).findings == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack_is_seen_by_its_checks_and_by_no_others(attacked: Ground, attack: Attack) -> None:
    attacked.renew()
    attack.strike(attacked)
    assert {each.check for each in verify(whole=True).findings} == attack.checks
    # As --mutate does: with those off, nobody sees it.
    assert verify(whole=True, checks=CHECKS - attack.checks).findings == []
