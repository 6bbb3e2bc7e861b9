"""Facts about credit codes and resident ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.credit_code import (
    credit_check,
    is_credit_code,
    is_resident_id,
    normalise_code,
    resident_check,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Published examples: Huawei, Alibaba (China), and the id of GB 11643's own explanation.
HUAWEI, ALIBABA, STANDARD_ID = "914403001922038216", "91330100799655058B", "11010519491231002X"


@pytest.mark.parametrize("code", [HUAWEI, ALIBABA])
def test_published_codes_are_right(code):
    assert is_credit_code(code)


def test_the_id_of_the_standard_is_right():
    assert is_resident_id(STANDARD_ID)


@given(st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(place, char):
    changed = HUAWEI[:place] + char + HUAWEI[place + 1 :]
    assert is_credit_code(changed) == (changed == HUAWEI)


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_id_is_noticed(place, digit):
    changed = STANDARD_ID[:place] + digit + STANDARD_ID[place + 1 :]
    assert is_resident_id(changed) == (changed == STANDARD_ID)


def test_a_day_that_does_not_exist_is_refused():
    first = "11010519490230002"
    assert not is_resident_id(first + resident_check(first))


@pytest.mark.parametrize(
    "code", ["", "9144", HUAWEI + "1", HUAWEI.lower() + " ", "I" * 18, "九" * 18]
)
def test_other_text_is_no_code(code):
    assert not is_credit_code(code)
    assert not is_resident_id(code)


def test_codes_are_read_as_people_type_them():
    assert normalise_code(" 91330100 79965505 8b ") == ALIBABA
    assert normalise_code("９１３３０１００７９９６５５０５８Ｂ") == ALIBABA


@given(st.text(ALPHABET, min_size=9, max_size=9))
def test_a_computed_check_character_makes_a_code_right(rest):
    first = "91320200" + rest
    assert is_credit_code(first + credit_check(first))
