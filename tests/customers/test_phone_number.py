"""Facts about phone numbers."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.phone_number import format_local, normalise

COUNTRIES = {
    "Germany": "DE", "Mexico": "MX", "UK": "GB", "Sweden": "SE", "France": "FR", "Spain": "ES",
    "Canada": "CA", "Argentina": "AR", "Switzerland": "CH", "Brazil": "BR", "Austria": "AT",
    "Italy": "IT", "Portugal": "PT", "USA": "US", "Venezuela": "VE", "Ireland": "IE",
    "Belgium": "BE", "Norway": "NO", "Denmark": "DK", "Finland": "FI", "Poland": "PL",
}  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["13800001234", "138 0000 1234", "138-0000-1234", "+86 138 0000 1234", "008613800001234",
     "１３８００００１２３４", " (86) 13800001234", "+86(138)00001234"],
)  # fmt: skip
def test_one_mobile_in_many_forms_is_one_number(typed):
    number = normalise(typed)
    assert (number.text, number.index, number.is_valid) == (
        "+8613800001234",
        "+8613800001234",
        True,
    )


def test_a_landline_is_shown_with_its_area_code():
    assert normalise("0510-83001234").text == "+8651083001234"
    assert format_local("+8651083001234") == "0510-8300 1234"
    assert format_local("+8613800001234") == "138 0000 1234"


@pytest.mark.parametrize(
    "typed", ["0510-83001234转801", "0510-83001234 ext. 801", "0510 83001234 分机801"]
)
def test_an_extension_is_kept_and_does_not_change_the_index(typed):
    number = normalise(typed)
    assert number.text == "+8651083001234 ext. 801"
    assert number.index == "+8651083001234"
    assert normalise(number.text) == number
    assert format_local(number.text) == "0510-8300 1234 ext. 801"


def test_a_foreign_number_is_read_with_its_region_and_shown_with_its_country():
    number = normalise("089-12345678", region="DE")
    assert number.text == "+498912345678"
    assert format_local(number.text) == "+49 89 12345678"
    assert format_local(number.text, region="DE") == "089 12345678"


@pytest.mark.parametrize("typed", ["1380013123", "95588", "(5) 555-4729", "call 12 twice"])
def test_a_number_that_no_plan_knows_is_kept_as_typed(typed):
    number = normalise(typed)
    assert number.text == typed
    assert number.index == "".join(filter(str.isdigit, typed))
    assert not number.is_valid
    assert format_local(typed) == typed


@pytest.mark.parametrize("typed", ["", "  ", "none", "无", "1" * 65, "1" * 1_000_000])
def test_what_cannot_be_a_number_is_refused(typed):
    with pytest.raises(ValueError, match="phone number"):
        normalise(typed)


@given(st.text(max_size=64))
def test_any_text_is_refused_or_normalised_for_good(typed):
    try:
        number = normalise(typed)
    except ValueError:
        return
    if len(number.text) <= 64:
        again = normalise(number.text)
        assert again.index == number.index
        assert again.text == number.text
    assert isinstance(format_local(number.text), str)


def test_northwind_numbers_are_all_taken():
    folder = os.environ.get("CUSTOS_DATA")
    if not folder:
        pytest.skip("CUSTOS_DATA is not set")
    with (Path(folder) / "northwind" / "customers.csv").open(encoding="utf-8") as file:
        # Addresses hold commas without quotes: only the columns after them can be trusted.
        rows = [row[-3:-1] for row in csv.reader(file)][1:]
    numbers = [normalise(phone, region=COUNTRIES[country]) for country, phone in rows]
    assert len(numbers) == 91
    assert all(number.index for number in numbers)
