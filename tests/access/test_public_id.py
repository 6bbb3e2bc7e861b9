"""Facts about public ids."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.public_id import decode, encode, new_id

IDS = st.integers(min_value=0, max_value=2**60 - 1)


@given(IDS)
def test_an_id_survives_being_written_and_read(number):
    assert decode(encode(number)) == number


@given(IDS)
def test_people_may_drop_the_dashes_and_the_capitals(number):
    assert decode(encode(number).replace("-", "").lower()) == number


def test_the_written_form_is_three_groups_of_four():
    assert encode(0) == "0000-0000-0000"
    assert encode(2**60 - 1) == "ZZZZ-ZZZZ-ZZZZ"
    assert encode(decode("7F3K-9Q2M-XD4T")) == "7F3K-9Q2M-XD4T"


def test_letters_that_look_like_digits_are_read_as_digits():
    assert decode("ilo0-ILO0-0000") == decode("1100-1100-0000")


@pytest.mark.parametrize(
    "text",
    ["", "7F3K", "7F3K-9Q2M-XD4", "7F3K-9Q2M-XD4T0", "7F3K--9Q2MXD4T", "7F3K-9Q2M-XD4U", "-" * 12,
     " 7F3K9Q2MXD4T", "7F3K9Q2MXD4T\n", "７F3K9Q2MXD4T", "ſ" * 12, "ß" * 12, "1e3", "-1", "\0" * 12,
     "9223372036854775808"],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="not a public id"):
        decode(text)


def test_a_megabyte_is_refused_at_once():
    text = "7" * 1_000_000
    before = time.perf_counter()
    for _ in range(1000):
        with pytest.raises(ValueError, match="not a public id"):
            decode(text)
    assert time.perf_counter() - before < 0.5


@pytest.mark.parametrize("number", [-1, 2**60, 2**63])
def test_a_number_outside_sixty_bits_has_no_written_form(number):
    with pytest.raises(ValueError, match="not a public id"):
        encode(number)


def test_new_ids_are_sixty_bits_and_do_not_repeat():
    ids = {new_id() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert max(ids) < 2**60
    assert max(ids) > 2**59
