"""Customers of the demo company that tours and tests can count on; the first is 泰和轴承."""

from typing import NamedTuple

from customers.demo.words import EAST_CITIES, TRADES, City, Trade


class Known(NamedTuple):
    """A customer whose name, place, tier, owner and contacts are fixed."""

    city: City
    brand: str
    trade: Trade
    tier: str
    owner: str
    contacts: tuple[tuple[str, str], ...]


_LIST = """
无锡 泰和 轴承 A chen.yutong 孙立群/采购部长 钱静怡/设备工程师 华国强/总经理
宁波 海晟 注塑机械 A chen.yutong 何佩珊/采购经理
常州 瑞丰 新能源科技 A chen.yutong 卢建业/技术总监
苏州 立诚 电子 B chen.yutong 田小雨/采购经理
杭州 明湖 医疗器械 A chen.yutong 吴思源/设备科长
苏州 吴门 生物制药 B chen.yutong 顾海宁/质量主管
南通 江海 船舶配件 B chen.yutong 施永昌/采购部长
合肥 启元 半导体材料 A chen.yutong 程若兰/采购经理
嘉兴 绿源 环保设备 B chen.yutong 沈伯言/总经理
绍兴 鉴水 纺织机械 C chen.yutong 章文彬/设备科长
扬州 广陵 泵业 B chen.yutong 卞春来/生产厂长
台州 椒江 阀门 C chen.yutong 叶国梁/采购经理
镇江 金山 光学仪器 C chen.yutong 戴静文/采购经理
湖州 太湖 食品机械 C chen.yutong 钮志远/总经理
徐州 彭城 重型机械 B chen.yutong 郝振邦/副总经理
"""


def known_customers() -> tuple[Known, ...]:
    """List them in the order in which they are made."""
    return tuple(_known(line.split()) for line in _LIST.strip().splitlines())


def _known(words: list[str]) -> Known:
    place, brand, trade, tier, owner, *people = words
    contacts = tuple((name, title) for name, title in (person.split("/") for person in people))
    return Known(
        city=next(city for city in EAST_CITIES if city.name == place),
        brand=brand,
        trade=next(one for one in TRADES if one.words == trade),
        tier=tier,
        owner=owner,
        contacts=contacts,
    )
