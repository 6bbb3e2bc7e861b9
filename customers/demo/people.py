"""The staff of the demo company: every post has its face."""

from datetime import date, timedelta

from customers.demo.chance import Chance
from customers.demo.company import DemoDepartment, DemoPerson

NAME_ZH, NAME_EN = "衡川精密仪器有限公司", "Hengchuan Precision Instruments"
MAIL = "hengchuan.example"
ROOT = "衡川精密"
EAST, SOUTH = "华东销售部", "华南销售部"

# Chinese and English name, parent; parents first.
_DEPARTMENTS = (
    (ROOT, "Hengchuan Precision", None),
    ("总经办", "General Office", ROOT),
    ("销售中心", "Sales", ROOT),
    (EAST, "Sales East", "销售中心"),
    (SOUTH, "Sales South", "销售中心"),
    ("法务部", "Legal", ROOT),
    ("合规部", "Compliance", ROOT),
    ("数据管理部", "Data Management", ROOT),
    ("信息技术部", "IT", ROOT),
    ("外部人员", "External", None),
)

LEAVER = THIEF = "zhou.qihang"
_FORMER = "ma.zhiqiang"

# Log-in, name, post, department, years here.
_PEOPLE = (
    ("zheng.shuyao", "郑书瑶", "department-head", EAST, 9),
    ("han.ruoxi", "韩若溪", "sales-manager", EAST, 6),
    ("chen.yutong", "陈雨桐", "sales", EAST, 5),
    ("bai.jingxing", "白景行", "sales", EAST, 4),
    ("lu.yiming", "陆一鸣", "sales", EAST, 3),
    (_FORMER, "马志强", "sales", EAST, 7),
    ("xu.wentao", "许文涛", "department-head", SOUTH, 8),
    ("luo.yifan", "罗一帆", "sales-manager", SOUTH, 5),
    ("liang.zian", "梁子安", "sales", SOUTH, 4),
    (THIEF, "周启航", "sales", SOUTH, 3),
    ("feng.xiaolan", "冯晓岚", "sales", SOUTH, 2),
    ("fan.kexin", "范可欣", "data-steward", "数据管理部", 4),
    ("shen.yanqiu", "沈砚秋", "compliance-officer", "合规部", 6),
    ("wen.ruoshui", "闻若水", "whistle-recipient", "合规部", 5),
    ("gu.mingzhe", "顾明哲", "legal", "法务部", 7),
    ("su.wanqing", "苏婉清", "legal", "法务部", 3),
    ("fang.jingting", "方敬亭", "executive", "总经办", 12),
    ("tang.lixin", "唐立新", "system-administrator", "信息技术部", 6),
    ("erp.sync", "ERP 同步接口", "integrator", "信息技术部", 2),
    ("qin.siyuan", "秦思远", "external-auditor", "外部人员", 1),
    ("wei.chengzhi", "魏承志", "transferor", "外部人员", 1),
    ("gao.lan", "高岚", "transferee", "外部人员", 1),
)


def demo_departments(chance: Chance) -> tuple[DemoDepartment, ...]:
    """Lay out the departments, each after its parent."""
    made: dict[str | None, DemoDepartment] = {}
    for name_zh, name_en, parent in _DEPARTMENTS:
        above = made[parent].id if parent else None
        made[name_zh] = DemoDepartment(
            id=chance.record_id(), name_zh=name_zh, name_en=name_en, parent=above
        )
    return tuple(made.values())


def demo_people(
    chance: Chance, *, departments: tuple[DemoDepartment, ...], today: date
) -> tuple[DemoPerson, ...]:
    """Appoint everybody; one of them has left four weeks ago."""
    ids = {department.name_zh: department.id for department in departments}
    return tuple(
        DemoPerson(
            id=chance.record_id(),
            username=username,
            name=name,
            email=f"{username}@{MAIL}",
            post=post,
            department=ids[department],
            starts_on=today - timedelta(days=365 * years + int(chance.random() * 200)),
            ends_on=today - timedelta(days=28) if username == _FORMER else None,
        )
        for username, name, post, department, years in _PEOPLE
    )
