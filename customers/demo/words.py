"""What the names of the demo company's customers are put together from."""

from typing import NamedTuple


class City(NamedTuple):
    """A city with its area code; `code` is GB/T 2260."""

    code: str
    name: str
    area: str


class Trade(NamedTuple):
    """What a customer makes; `industry` and `line` are codes of the catalogue."""

    words: str
    industry: str
    line: str


class Product(NamedTuple):
    """What the demo company sells, with its list price in yuan."""

    name: str
    price: str


def _cities(text: str) -> tuple[City, ...]:
    return tuple(City(*entry.split(":")) for entry in text.split())


def _trades(text: str) -> tuple[Trade, ...]:
    return tuple(Trade(*entry.split(":")) for entry in text.split())


EAST_CITIES = _cities(
    "320100:南京:025 320200:无锡:0510 320300:徐州:0516 320400:常州:0519 320500:苏州:0512 "
    "320600:南通:0513 320900:盐城:0515 321000:扬州:0514 321100:镇江:0511 321200:泰州:0523 "
    "330100:杭州:0571 330200:宁波:0574 330300:温州:0577 330400:嘉兴:0573 330500:湖州:0572 "
    "330600:绍兴:0575 330700:金华:0579 331000:台州:0576 340100:合肥:0551 340200:芜湖:0553 "
    "310000:上海:021 370100:济南:0531 370200:青岛:0532 370600:烟台:0535"
)
SOUTH_CITIES = _cities(
    "440100:广州:020 440300:深圳:0755 440400:珠海:0756 440600:佛山:0757 440700:江门:0750 "
    "441300:惠州:0752 441900:东莞:0769 442000:中山:0760 350100:福州:0591 350200:厦门:0592 "
    "350500:泉州:0595 350600:漳州:0596 430100:长沙:0731 430200:株洲:0731 450100:南宁:0771 "
    "450200:柳州:0772 420100:武汉:027 360100:南昌:0791 460100:海口:0898 500000:重庆:023 "
    "510100:成都:028"
)
SEVEN_DIGIT_AREAS = frozenset(
    ("0572", "0553", "0535", "0756", "0750", "0752", "0592", "0596", "0771", "0772")
)

TRADES = _trades(
    "轴承:C34:BEARINGS 机械:C34:BEARINGS 重型机械:C35:BEARINGS 精密模具:C35:TRANSMISSION "
    "电子:C39:SENSORS 新能源科技:C38:SENSORS 医疗器械:C35:TRANSMISSION 环保设备:C35:SEALS "
    "自动化设备:C34:TRANSMISSION 汽车零部件:C36:BEARINGS 纺织机械:C35:BEARINGS "
    "食品机械:C35:SEALS 印刷机械:C35:TRANSMISSION 泵业:C34:SEALS 阀门:C34:SEALS "
    "液压件:C34:SEALS 电机:C38:BEARINGS 船舶配件:C37:BEARINGS 半导体材料:C39:SENSORS "
    "光学仪器:C40:TRANSMISSION 包装机械:C34:TRANSMISSION 注塑机械:C35:BEARINGS "
    "机床:C34:TRANSMISSION 减速机:C34:BEARINGS 风电设备:C38:SENSORS 轨道交通装备:C37:SENSORS "
    "仪表:C40:SENSORS 压缩机:C34:SEALS 生物制药:C27:SERVICE 造纸:C22:SENSORS "
    "钢管:C31:SERVICE 电力:D:SERVICE 物流装备:G:TRANSMISSION 水务:D:SEALS"
)
LEGAL_FORMS = ("有限公司",) * 9 + ("股份有限公司", "科技有限公司", "集团有限公司")

# First and second character of a brand.
BRAND_FIRST = "泰瑞立海明恒华金永盛德鑫宏兴广安东天新亚联博凯嘉富万祥正信卓远力科精锐启众伟润康"
BRAND_SECOND = "和丰诚晟湖达源通昌利隆辉阳腾创益顺宝邦茂宇凌峰特拓越航铭川禾"

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
GIVEN_FIRST = "立静国志建文佳思晓海明振永春雪伟俊子雨家宏玉丽少德秀若书一景可启婉敬承"
GIVEN_SECOND = "群怡强远华梅峰琳杰敏涛斌辉燕鹏娟军磊洋艳勇霞刚平丹波英宁成玲东兰凯雯超萍飞"

TITLES = (
    "采购经理", "采购部长", "设备工程师", "设备科长", "总经理", "副总经理", "技术总监", "生产厂长",
    "质量主管", "财务经理", "仓储主管", "项目经理",
)  # fmt: skip
DISTRICTS = ("高新区", "经济开发区", "工业园区", "临港新区", "空港产业园")
ROADS = (
    "创业路",
    "兴业路",
    "科技大道",
    "工业一路",
    "振兴路",
    "长江路",
    "新华路",
    "锦绣路",
    "星湖街",
)

# Foreign customers: name, short name, region, domain, contact.
FOREIGN = tuple(
    tuple(line.split("|"))
    for line in (
        "Kestrel Wälzlager GmbH|Kestrel|DE|kestrel-wl|Jonas Albrecht",
        "Nordhavn Marine Gear AS|Nordhavn|NO|nordhavn-mg|Ingrid Solheim",
        "Brightmoor Pumps Ltd|Brightmoor|GB|brightmoor|Alison Hartley",
        "Cascade Rotary Systems Inc.|Cascade Rotary|US|cascaderotary|Marcus Bell",
        "Vento Éolico S.A.|Vento|ES|vento-eolico|Lucía Ferrer",
        "朝日精工株式会社|朝日精工|JP|asahiseiko|佐藤 健",
        "Hanbit Precision Co., Ltd.|Hanbit|KR|hanbit-p|Park Ji-hoon",
        "Ostrava Strojírny a.s.|Ostrava Strojírny|CZ|ostrava-s|Petr Dvořák",
        "Meccanica Valtorta S.r.l.|Valtorta|IT|valtorta|Giulia Conti",
        "Sunda Turbine Pte. Ltd.|Sunda Turbine|SG|sundaturbine|Tan Wei Ling",
        "Mekong Bearings Co., Ltd.|Mekong Bearings|VN|mekongbearings|Nguyễn Văn An",
        "Prairie Wind Components LLC|Prairie Wind|US|prairiewind|Dana Whitfield",
        "Aurora Kugellager AG|Aurora|CH|aurora-kl|Reto Baumann",
        "Maple Ridge Machinery Inc.|Maple Ridge|CA|mapleridge|Olivia Tremblay",
        "Siam Motion Co., Ltd.|Siam Motion|TH|siammotion|Somchai Rattana",
        "Alborz Sanat Co.|Alborz Sanat|AE|alborzsanat|Farid Haddad",
    )
)
FOREIGN_PHONES = {
    "DE": "+4989555", "NO": "+4722555", "GB": "+4420794600", "US": "+1212555", "ES": "+3491555",
    "JP": "+8135550", "KR": "+8225550", "CZ": "+42022555", "IT": "+3902555", "SG": "+656555",
    "VN": "+84243555", "CH": "+4144555", "CA": "+1416555", "TH": "+6625550", "AE": "+9714555",
}  # fmt: skip

PRODUCTS = {
    "BEARINGS": (
        Product("P4 精密滚子轴承", "117.00"),
        Product("P5 角接触球轴承", "86.00"),
        Product("深沟球轴承 6205", "18.50"),
        Product("薄壁交叉滚子轴承", "640.00"),
        Product("调心滚子轴承 22220", "412.00"),
    ),
    "SENSORS": (
        Product("在线测振模块", "7630.00"),
        Product("三轴加速度传感器", "1280.00"),
        Product("振动监测网关", "5400.00"),
    ),
    "SEALS": (
        Product("氟橡胶油封", "12.80"),
        Product("机械密封组件", "760.00"),
        Product("组合密封圈", "9.60"),
    ),
    "TRANSMISSION": (
        Product("同步带轮", "145.00"),
        Product("精密联轴器", "320.00"),
        Product("滚珠丝杠 2010", "890.00"),
        Product("行星减速机", "2650.00"),
        Product("直线导轨 25", "365.00"),
    ),
    "SERVICE": (
        Product("年度校准服务", "28300.00"),
        Product("现场动平衡", "6800.00"),
        Product("设备巡检", "3200.00"),
    ),
}
