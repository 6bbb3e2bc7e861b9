"""Facts about levels and masks."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.masking import Kind, Level, mask

FORMS = [
    ("phone", "13800001234", "138••••1234"),
    ("phone", "+8613800001234", "138••••1234"),
    ("phone", "138 0000 1234", "138••••1234"),
    ("phone", "１３８００００１２３４", "138••••1234"),
    ("phone", "+8651083001234", "0510-••••1234"),
    ("phone", "+861083001234", "010-••••1234"),
    ("phone", "0510-83001234", "0510-••••1234"),
    ("phone", "+4915123456789", "+49 •••• •••6789"),
    ("phone", "030-0074321", "•••-•••4321"),
    ("phone", "(171) 555-7788", "(•••) •••-7788"),
    ("phone", "0510-83001234 张工", "0510-••••1234 ••"),
    ("phone", "95588", "••••"),
    ("phone", "1234567", "••••"),
    ("phone", "转801", "••••"),
    ("email", "sunlq@taihe.example", "s••••@taihe.example"),
    ("email", "ab@taihe.example", "••••@taihe.example"),
    ("email", "no address", "••••"),
    ("email", "@taihe.example", "••••"),
    ("email", "name@", "••••"),
    ("resident_id", "320211199001011234", "32••••••••234"),
    ("resident_id", "E1234567", "••••"),
    ("credit_code", "91320206MA1ABCD7K4", "9132••••••••7K4"),
    ("credit_code", "9132", "••••"),
    ("bank_account", "6222 0211 0100 1234 567", "••••4567"),
    ("bank_account", "12345678", "••••"),
    ("wechat", "wx_sunliqun", "w••••"),
    ("wechat", "abc", "••••"),
    ("person", "孙立群", "孙••"),
    ("person", "孙立", "孙••"),
    ("person", "孙", "••"),
    ("person", "欧阳立群", "欧阳••"),
    ("person", "欧阳", "欧••"),
    ("person", "Maria Anders", "M••"),
    ("company", "无锡泰和轴承有限公司", "无••••有限公司"),
    ("company", "泰和有限公司", "••••有限公司"),
    ("company", "有限公司", "••••有限公司"),
    ("company", "Alfreds Futterkiste", "A••••"),
    ("address", "江苏省无锡市惠山区洛社镇", "江苏省无锡市••••"),
    ("address", "无锡市惠山区洛社镇", "无锡市••••"),
    ("address", "内蒙古自治区呼和浩特市新城区", "内蒙古自治区呼和浩特市••••"),
    ("address", "吉林省延边朝鲜族自治州延吉市", "吉林省延边朝鲜族自治州••••"),
    ("address", "Obere Str. 57", "••••"),
    ("money", "1284600.00", "•••"),
    ("text", "anything", "••••"),
]


@pytest.mark.parametrize(("kind", "value", "masked"), FORMS)
def test_a_mask_keeps_the_form_of_its_value(kind, value, masked):
    assert mask(kind, value) == masked


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_value_stays_empty_and_a_huge_one_is_covered_wholly(kind):
    assert mask(kind, "") == mask(kind, "  ") == ""
    before = time.perf_counter()
    assert mask(kind, "1" * 1_000_000) == "••••"
    assert time.perf_counter() - before < 0.05


# The most characters of the value itself that a mask may show, beside fixed words.
AT_MOST = {
    "phone": 3 + 4, "email": 1, "resident_id": 5, "credit_code": 7, "bank_account": 4,
    "wechat": 1, "person": 2, "company": 1, "money": 0, "text": 0,
}  # fmt: skip
SECRET = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40)


@given(st.sampled_from(sorted(AT_MOST)), SECRET)
def test_a_mask_never_shows_more_than_its_kind_allows(kind, value):
    masked = mask(kind, value)
    for form in ("股份有限公司", "有限责任公司", "有限公司", "集团", "公司", "厂"):
        masked = masked.removesuffix(form)
    assert sum(char.isalnum() for char in masked) <= AT_MOST[kind]


@given(st.from_regex(r"\+?[0-9() -]{0,12}[0-9]{1,7}", fullmatch=True))
def test_a_phone_always_keeps_four_digits_covered(number):
    masked = mask("phone", number)
    shown = sum(char.isdigit() for char in masked)
    digits = sum(char.isdigit() for char in number)
    assert shown == 0 or digits - shown >= 4
    assert "•" in masked


@given(st.text(max_size=60))
def test_a_mask_covers_something_of_every_value(value):
    for kind in Kind:
        assert "•" in mask(kind, value) or not value.strip()


def test_an_unknown_kind_is_an_error_not_a_clear_value():
    with pytest.raises(ValueError, match="fax"):
        mask("fax", "13800001234")


def test_levels_are_ordered_hidden_masked_clear():
    assert Level.HIDDEN < Level.MASKED < Level.CLEAR
    assert sorted(Level, reverse=True) == [Level.CLEAR, Level.MASKED, Level.HIDDEN]
    assert max(Level.CLEAR, Level.HIDDEN) is Level.CLEAR


@pytest.mark.parametrize(("left", "right"), list(itertools.product(Level, Level)))
def test_a_level_out_of_the_database_compares_like_a_level(left, right):
    assert (left < right.value) == (left < right) == (left.rank < right.rank)
    assert (left.value < right) == (left < right)
    assert (left >= right.value) == (left.rank >= right.rank)
    assert (left.value <= right) == (left.rank <= right.rank)


def test_a_level_never_compares_with_what_is_no_level():
    with pytest.raises(ValueError, match="OPEN"):
        assert Level.CLEAR > "OPEN"
