"""Facts about the regions and the starting catalogue."""

from collections import Counter

import pytest

from customers.catalogue import starting_classifications
from customers.regions import find_region, is_region, region_name, regions

FOUND = [
    ("江苏", "320000"), ("江苏省", "320000"), ("Jiangsu", "320000"), ("Jiangsu Province", "320000"),
    ("无锡", "320200"), ("无锡市", "320200"), ("江苏 无锡", "320200"), ("江苏省无锡市", "320200"),
    ("wuxi", "320200"), ("Wuxi, Jiangsu", "320200"), (" 320200 ", "320200"), ("Xi'an", "610100"),
    ("Xian", "610100"), ("吉林", "220000"), ("吉林市", "220200"), ("海南", "460000"),
    ("Suzhou, Jiangsu", "320500"), ("延边", "222400"), ("延边朝鲜族自治州", "222400"),
    ("内蒙古", "150000"), ("Inner Mongolia", "150000"), ("香港", "810000"), ("Hong Kong", "810000"),
    ("Germany", "DE"), ("德国", "DE"), ("GERMANY", "DE"), ("de", "DE"), ("USA", "US"), ("UK", "GB"),
    ("England", "GB"), ("美国", "US"), ("中国", "CN"), ("Türkiye", "TR"), ("Turkey", "TR"),
    ("South Korea", "KR"), ("Venezuela", "VE"), ("ｇｅｒｍａｎｙ", "DE"), ("Luliang", "141100"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_a_region_is_found_by_its_usual_names(text, code):
    assert find_region(text) == code


@pytest.mark.parametrize(
    "text", ["", " ", "Suzhou", "Fuzhou", "Atlantis", "华东", "EU", "001", "无", "x" * 999]
)
def test_unknown_and_ambiguous_names_are_not_guessed(text):
    assert find_region(text) is None


def test_the_catalogue_of_china_is_complete():
    codes = [code for code in regions() if code.isdigit()]
    assert len(codes) == len(set(codes)) == 399
    assert sum(code.endswith("0000") for code in codes) == 34
    # 293 cities, 7 regions, 30 autonomous prefectures, 3 leagues
    assert sum(code.endswith("00") and not code.endswith("0000") for code in codes) == 333


def test_every_city_lies_in_its_province():
    for code, region in regions().items():
        if region.parent:
            assert region.parent == code[:2] + "0000"
            assert is_region(region.parent)


def test_the_world_is_there_and_groups_of_countries_are_not():
    countries = [code for code in regions() if len(code) == 2]
    assert len(countries) == 246  # ISO 3166 has 249; three of them are in GB/T 2260
    assert {"CN", "US", "DE", "VA"} <= set(countries)
    assert not {"EU", "ZZ", "HK", "TW"} & set(countries)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_written_name_is_found_again_and_is_unique(language):
    names = [region_name(code, language) for code in regions()]
    assert len(names) == len(set(names))
    assert [find_region(name) for name in names] == list(regions())


def test_names_are_written_as_people_do():
    assert region_name("320200", "zh-hans") == "江苏 无锡"
    assert region_name("320200", "en") == "Wuxi, Jiangsu"
    assert region_name("310000", "zh-hans") == "上海"
    assert region_name("DE", "zh-hans") == "德国"
    assert region_name("??", "en") == "??"


def test_the_starting_classifications_fit_their_table():
    entries = starting_classifications()
    axes = Counter(entry.axis for entry in entries)
    assert axes["lawful_basis"] == 7
    assert axes["tier"] == axes["sensitivity"] == 4
    assert axes["industry"] == 20 + 31
    assert set(axes) == {
        "type", "industry", "tier", "sensitivity", "source", "lawful_basis", "business_line",
    }  # fmt: skip
    assert len({entry.id for entry in entries}) == len(entries)
    assert len({(entry.axis, entry.name_zh) for entry in entries}) == len(entries)
    assert all(entry.id.startswith(f"{entry.axis}:") for entry in entries)
    assert all(0 < len(entry.name_zh) <= 80 and 0 < len(entry.name_en) <= 80 for entry in entries)
