"""Facts about encryption at rest and blind indexes."""

from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from access import blind_index, keyring
from access.keyring import Keyring, UnreadableField, field_keyring

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@given(st.text())
def test_what_is_sealed_opens_to_the_same_value(text):
    ring = Keyring([NEW])
    assert ring.open(ring.seal(text)) == text


def test_the_same_value_sealed_twice_looks_different():
    ring = Keyring([NEW])
    assert ring.seal("13800001234") != ring.seal("13800001234")


def test_an_older_key_still_opens_and_rotation_moves_to_the_current_one():
    token = Keyring([OLD]).seal("13800001234")
    both = Keyring([NEW, OLD])
    assert both.open(token) == "13800001234"
    assert not both.is_current(token)
    rotated = both.rotate(token)
    assert both.is_current(rotated)
    assert Keyring([NEW]).open(rotated) == "13800001234"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "not a token",
        "秘密",
        pytest.param(Keyring([OLD]).seal("13800001234"), id="another ring"),
    ],
)
def test_a_token_of_another_ring_is_unreadable_and_the_error_tells_nothing(token):
    ring = Keyring([NEW])
    for verb in (ring.open, ring.rotate):
        with pytest.raises(UnreadableField) as error:
            verb(token)
        assert str(error.value) == "no key opens this field"
        assert error.value.__cause__ is None


def test_a_ring_without_keys_is_refused():
    with pytest.raises(ValueError, match="at least one key"):
        Keyring([])


def test_new_settings_take_effect_without_a_restart(monkeypatch):
    monkeypatch.setattr(keyring, "settings", SimpleNamespace(CUSTOS_FIELD_KEYS=[OLD]))
    token = keyring.encrypt("x")
    assert field_keyring() is field_keyring()
    monkeypatch.setattr(keyring, "settings", SimpleNamespace(CUSTOS_FIELD_KEYS=[NEW, OLD]))
    assert field_keyring().is_current(keyring.rotate(token))
    assert keyring.decrypt(token) == "x"


@pytest.fixture
def index_keys(monkeypatch):
    keys = {"whole": "11" * 32, "last4": "22" * 32}
    monkeypatch.setattr(blind_index, "settings", SimpleNamespace(CUSTOS_INDEX_KEYS=keys))
    return keys


@pytest.mark.usefixtures("index_keys")
def test_equal_numbers_have_equal_digests_of_32_bytes():
    assert blind_index.whole("+8613800001234") == blind_index.whole("+8613800001234")
    assert blind_index.whole("+8613800001234") != blind_index.whole("+8613800001235")
    assert len(blind_index.whole("+8613800001234")) == 32


@pytest.mark.usefixtures("index_keys")
def test_the_last_four_digits_are_found_under_any_prefix():
    assert blind_index.last_four("+8613800001234") == blind_index.last_four("1234")
    assert blind_index.last_four("0510-8300 1234") == blind_index.last_four("1234")


@pytest.mark.usefixtures("index_keys")
def test_a_phone_and_an_account_of_the_same_digits_are_kept_apart():
    assert blind_index.whole("13800001234") != blind_index.whole("13800001234", kind="bank")


def test_either_key_alone_changes_its_own_digests_only(index_keys):
    whole, last_four = blind_index.whole("1234"), blind_index.last_four("1234")
    assert whole != last_four
    index_keys["last4"] = "33" * 32
    assert blind_index.whole("1234") == whole
    assert blind_index.last_four("1234") != last_four
