"""Facts about the search index and the sort key."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from customers.pronunciation import fold, pronunciations
from customers.search_terms import index_terms, index_text, query_terms, sort_key

NAME, SHORT = "无锡泰和轴承有限公司", "泰和轴承"
CHARACTERS = "无锡泰和轴承有限公司重庆长沙厦门吕绿单曾行乐科技苏州宁波衡川𠮷𪚥〇精密"
HAN_NAMES = st.text(st.sampled_from(CHARACTERS), min_size=2, max_size=12)
NAMES = st.text(
    st.one_of(
        st.sampled_from(CHARACTERS),
        st.sampled_from("abcxyzABCßéÜ0189 -·（）&'|ＡＢ１"),
        st.characters(categories=["L", "N", "P", "Zs"]),
    ),
    min_size=1,
    max_size=30,
)


def finds(query, name, short_name=""):
    wanted = query_terms(query)
    if wanted is None:
        return False
    text = index_text(name, short_name)
    return set(wanted.terms) <= set(index_terms(name, short_name)) and all(
        needle in text for needle in wanted.needles
    )


@pytest.mark.parametrize(
    "query",
    ["泰和", "锡泰", "轴承", NAME, "wuxi", "taihe", "wx", "wxth", "thzc", "xitai", "WUXI",
     "ＷＵＸＩ", "泰和 wuxi", "wu xi tai he", "wuxi轴承", "he", "zh", " 无锡 "],
)  # fmt: skip
def test_a_name_is_found_by_two_characters_pinyin_and_initials(query):
    assert finds(query, NAME, SHORT)


@pytest.mark.parametrize(
    "query", ["泰轴", "无和", "taiwu", "wxzc限", "泰和 suzhou", "无锡泰和公司", "xt zz"]
)
def test_what_is_not_in_the_name_does_not_find_it(query):
    assert not finds(query, NAME, "")


def test_terms_in_the_wrong_order_are_caught_by_the_needles():
    name = "泰和和泰"
    assert set(query_terms("和泰和").terms) <= set(index_terms(name))
    assert not finds("和泰和", name)


@pytest.mark.parametrize("query", ["", " ", "泰", "w", "泰 和", "a b", "·", "%%", "\0", "•••"])
def test_less_than_two_characters_are_too_short(query):
    assert query_terms(query) is None


@pytest.mark.parametrize(
    ("query", "name"),
    [("alf", "Alfreds Futterkiste"), ("futter", "Alfreds Futterkiste"),
     ("af", "Alfreds Futterkiste"),
     ("ALFREDS kiste", "Alfreds Futterkiste"), ("obrien", "O'Brien & Sons"),
     ("o'brien", "O'Brien & Sons"), ("taqueria", "Antonio Moreno Taquería"),
     ("Taquería", "Antonio Moreno Taqueri\u0301a"), ("3m", "3M中国公司"),
     ("tcl", "惠州TCL科技"),
     ("tclkeji", "TCL科技"), ("huizhoutcl", "惠州TCL科技"), ("strasse", "Obere Straße"),
     ("B's", "B's Beverages"), ("vins et", "Vins et alcools Chevalier")],
)  # fmt: skip
def test_words_of_other_letters_are_found(query, name):
    assert finds(query, name)


@pytest.mark.parametrize(
    ("query", "name"),
    [("chongqing", "重庆长安"), ("changsha", "长沙中联"), ("xiamen", "厦门金龙"),
     ("luan", "六安江淮"),
     ("yueqing", "乐清正泰"), ("chaoyang", "朝阳重机"), ("zhongji", "朝阳重机"),
     ("yinhang", "招商银行"),
     ("zengguofan", "曾国藩"), ("cengguofan", "曾国藩"), ("shan", "单雄信"), ("ouyang", "欧阳修"),
     ("lvyuan", "绿源环保"), ("luyuan", "绿源环保"), ("lüyuan", "绿源环保"), ("jiye", "𠮷野家")],
)  # fmt: skip
def test_characters_with_two_readings_are_found_by_the_sensible_one(query, name):
    assert finds(query, name)


@given(HAN_NAMES, st.data())
@example("𠮷𪚥", None)
def test_any_two_consecutive_characters_find_the_name(name, data):
    at = data.draw(st.integers(0, len(name) - 2)) if data else 0
    assert finds(name[at : at + 2], name)
    assert finds(name[at : at + 2], "甲乙", name)


@given(HAN_NAMES, st.data())
def test_pinyin_from_any_syllable_on_finds_the_name(name, data):
    for units in pronunciations(fold(name)):
        sounds = [unit.sound for unit in units if unit.sound]
        assume(sounds)
        start = data.draw(st.integers(0, len(sounds) - 1))
        spoken = "".join(sounds[start:])
        assume(len(spoken) >= 2)
        assert finds(spoken[: data.draw(st.integers(2, len(spoken)))], name)


@given(HAN_NAMES, st.data())
def test_any_run_of_initials_finds_the_name(name, data):
    initials = "".join(unit.sound[0] for unit in pronunciations(fold(name))[0] if unit.sound)
    assume(len(initials) >= 2)
    start = data.draw(st.integers(0, len(initials) - 2))
    assert finds(initials[start : data.draw(st.integers(start + 2, len(initials)))], name)


@given(NAMES, st.data())
def test_whatever_part_of_a_name_is_long_enough_finds_it(name, data):
    folded = fold(name)
    assume(folded)
    start = data.draw(st.integers(0, len(folded) - 1))
    part = folded[start : data.draw(st.integers(start + 1, len(folded)))]
    # A word begun in its middle with two letters, or an accent cut off its letter, is no part.
    assume(start == 0 or folded[start - 1] == " " or "\u2e80" < part[0] < "\u9fff")
    assume(not unicodedata.combining(part[0]) and fold(part) == part.strip())
    assert query_terms(part) is None or finds(part, name)


@given(NAMES)
def test_width_composition_and_capitals_make_no_difference(name):
    other = unicodedata.normalize("NFD", name)
    assert index_terms(other) == index_terms(name)
    assert sort_key(other) == sort_key(name)
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
    assert index_terms(wide) == index_terms(name)
    assert fold(fold(name)) == fold(name)


@given(NAMES, NAMES)
def test_terms_are_sorted_and_each_there_once(name, short_name):
    terms = index_terms(name, short_name)
    assert terms == sorted(set(terms))
    assert all(term[:2] in {"h:", "t:", "i:"} and "|" not in term for term in terms)


def test_the_index_text_is_what_it_says():
    assert index_text(NAME, SHORT) == (
        "无锡泰和轴承有限公司|泰和轴承|wuxitaihezhouchengyouxiangongsi|wxthzcyxgs|taihezhoucheng|thzc"
    )


ORDER = """
3M中国 阿里巴巴 Alfreds 安徽海螺 黎明 李明 李强 林冲 卢俊义 吕布 单雄信 王维 吴门 无锡泰和
张伟 张伟民 章文彬 郑书瑶 Zwilling 㐂寿
"""


def test_names_sort_as_in_a_dictionary():
    assert sorted(ORDER.split(), key=lambda name: sort_key(name).encode()) == ORDER.split()


def test_a_shorter_name_sorts_before_the_longer_one_that_it_begins():
    for first, second in itertools.pairwise(["张", "张伟", "张伟民"]):
        assert sort_key(first).encode() < sort_key(second).encode()


@given(NAMES)
def test_a_sort_key_is_bounded(name):
    assert len(sort_key(name * 50)) <= 200
    assert len(sort_key(name * 50).encode()) <= 800


def test_a_huge_query_or_name_costs_little():
    before = time.perf_counter()
    assert query_terms("泰和" * 500_000) is not None
    query_terms("\u0301" * 50_000)
    sort_key("泰和" * 500)
    index_terms("泰和" * 500)
    assert time.perf_counter() - before < 0.5
