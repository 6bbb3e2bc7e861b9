"""Regions: GB/T 2260 in China (provinces and prefectures), ISO 3166 alpha-2 elsewhere."""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from babel import Locale

from customers.catalogue import read_rows
from customers.pronunciation import fold, plain

# Groups and codes of Babel's list that ISO 3166 does not know; Hong Kong, Macao and Taiwan have
# their codes in GB/T 2260.
_NO_COUNTRY = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ HK MO TW".split())  # noqa: SIM905

_OTHER_NAMES = {
    "USA": "US", "United States of America": "US", "America": "US", "UK": "GB",
    "Great Britain": "GB", "England": "GB", "Korea": "KR", "Republic of Korea": "KR",
    "Russian Federation": "RU", "Turkey": "TR", "Czech Republic": "CZ", "Holland": "NL",
    "The Netherlands": "NL", "Viet Nam": "VN", "UAE": "AE", "Ivory Coast": "CI", "Burma": "MM",
    "PRC": "CN", "中华人民共和国": "CN", "中国大陆": "CN", "HK": "810000", "Hongkong": "810000",
    "MO": "820000", "Macau": "820000", "TW": "710000", "Tibet": "540000", "美利坚": "US",
    "Shigatse": "540200", "Kashi": "653100", "澳洲": "AU", "南韩": "KR",
}  # fmt: skip


class Region(NamedTuple):
    """A region under its official name and the short ones by which people call it."""

    code: str
    official: str
    name_zh: str
    name_en: str
    parent: str


@cache
def regions() -> dict[str, Region]:
    """All regions by code: China's first, province by province, then the countries."""
    china = {row[0]: Region(*row) for row in read_rows("gbt2260")}
    english = Locale("en").territories
    for code, chinese in sorted(Locale("zh", script="Hans").territories.items()):
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY:
            china[code] = Region(code, chinese, chinese, english[code], "")
    return china


def is_region(code: str) -> bool:
    """Tell whether the code is in the catalogue."""
    return code in regions()


def region_name(code: str, language: str) -> str:
    """Write a region as people of that language do: 江苏 无锡, or "Wuxi, Jiangsu"."""
    region = regions().get(code)
    if region is None:
        return code
    parent = regions().get(region.parent)
    if language.startswith("zh"):
        return f"{parent.name_zh} {region.name_zh}" if parent else region.name_zh
    return f"{region.name_en}, {parent.name_en}" if parent else region.name_en


def find_region(text: str) -> str | None:
    """Find the code by any usual name in Chinese or English; None for unknown or ambiguous ones.

    Of a province and a city of one name (吉林) the province is meant.
    """
    codes = _names().get(_key(text[:80]), frozenset())
    if len(codes) == 1:
        return next(iter(codes))
    provinces = [code for code in codes if code.endswith("0000")]
    return provinces[0] if len(provinces) == 1 else None


@cache
def _names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for code, region in regions().items():
        for name in (code, *_spellings(region, regions().get(region.parent))):
            names[_key(name)].add(code)
    for name, code in _OTHER_NAMES.items():
        names[_key(name)].add(code)
    return {name: frozenset(codes) for name, codes in names.items()}


def _spellings(region: Region, parent: Region | None) -> set[str]:
    spellings = {region.official, region.name_zh, region.name_en}
    if parent:
        for above in (parent.official, parent.name_zh):
            spellings |= {above + region.official, above + region.name_zh}
        spellings |= {
            f"{region.name_en} {parent.name_en}", f"{parent.name_en} {region.name_en}",
        }  # fmt: skip
    elif region.code.endswith("0000"):
        spellings.add(f"{region.name_en} Province")
    return spellings


def _key(name: str) -> str:
    return plain(fold(name))
