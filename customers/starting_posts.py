"""The purposes and posts that a new company starts with; every one can be changed afterwards.

Plain data: which verbs, on which records, at which levels, for which purposes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class StartingPurpose:
    """Why somebody works with customers; discreet ones are seen only by who holds them."""

    code: str
    name_zh: str
    name_en: str
    is_discreet: bool = False


@dataclass(frozen=True, kw_only=True)
class StartingGrant:
    """What a post may do within one scope (OWN, DEPARTMENT, ALL)."""

    scope: str
    verbs: tuple[str, ...]
    levels: Mapping[str, str]
    purposes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StartingPost:
    """A position with its grants; without grants it sees no customer."""

    code: str
    name_zh: str
    name_en: str
    grants: tuple[StartingGrant, ...] = field(default=())
    requires_mfa: bool = False
    administers: bool = False
    watches: bool = False


PURPOSES = (
    StartingPurpose("RENEWAL", "续约跟进", "Renewal"),
    StartingPurpose("INQUIRY", "新询价", "New enquiry"),
    StartingPurpose("COMPLAINT", "投诉处理", "Complaint"),
    StartingPurpose("ANNUAL_VISIT", "年度回访", "Annual visit"),
    StartingPurpose("SUPPORT", "技术支持", "Technical support"),
    StartingPurpose("PROSPECTING", "展会获客", "Prospecting"),
    StartingPurpose("REVIEW", "月度复盘", "Monthly review"),
    StartingPurpose("DATA_CARE", "资料维护", "Data care"),
    StartingPurpose("SUBJECT_REQUEST", "个人信息请求", "Data subject request"),
    StartingPurpose("SYNC", "系统对接", "System integration"),
    StartingPurpose("TRANSFER", "股权交易", "Equity transfer"),
    StartingPurpose("OVERSIGHT", "日常监督", "Daily oversight"),
    StartingPurpose("INVESTIGATION", "调查", "Investigation", is_discreet=True),
    StartingPurpose("CASE", "案件", "Case", is_discreet=True),
    StartingPurpose("AUDIT", "审计", "Audit", is_discreet=True),
)

_SELLING = ("RENEWAL", "INQUIRY", "COMPLAINT", "ANNUAL_VISIT", "SUPPORT", "PROSPECTING")
_STAFF = ("READ", "PAGE", "REVEAL", "READERS", "CREATE", "CHANGE")
_LOOK = ("READ", "PAGE")

_WHO_IT_IS = {"name": "CLEAR", "classification": "CLEAR", "assignment": "CLEAR"}
_TRADE = {"transactions": "CLEAR", "amounts": "CLEAR"}
_MASKED_CONTACTS = {
    "contact.name": "CLEAR",
    "contact.phone": "MASKED",
    "contact.email": "MASKED",
    "contact.wechat": "MASKED",
}
_STAFF_LEVELS = {
    **_WHO_IT_IS,
    **_TRADE,
    **_MASKED_CONTACTS,
    "identifier": "MASKED",
    "address": "CLEAR",
    "bank_account": "HIDDEN",
}
_STEWARD_LEVELS = {
    **_STAFF_LEVELS,
    "identifier": "CLEAR",
    "bank_account": "MASKED",
    "contact.phone": "CLEAR",
    "contact.email": "CLEAR",
    "contact.wechat": "CLEAR",
}


def _grant(
    scope: str, verbs: tuple[str, ...], levels: Mapping[str, str], *purposes: str
) -> StartingGrant:
    return StartingGrant(scope=scope, verbs=verbs, levels=levels, purposes=purposes)


POSTS = (
    StartingPost(
        code="sales",
        name_zh="客户经理",
        name_en="Account manager",
        grants=(
            _grant("OWN", _STAFF, _STAFF_LEVELS, *_SELLING),
            _grant("DEPARTMENT", _LOOK, _WHO_IT_IS, *_SELLING),
        ),
    ),
    StartingPost(
        code="sales-manager",
        name_zh="销售主管",
        name_en="Sales manager",
        grants=(_grant("DEPARTMENT", _STAFF, _STAFF_LEVELS, *_SELLING, "REVIEW"),),
    ),
    StartingPost(
        code="department-head",
        name_zh="部门经理",
        name_en="Department head",
        grants=(_grant("DEPARTMENT", (*_STAFF, "IMPORT"), _STAFF_LEVELS, *_SELLING, "REVIEW"),),
    ),
    StartingPost(
        code="data-steward",
        name_zh="资料管理员",
        name_en="Data steward",
        requires_mfa=True,
        grants=(
            _grant("ALL", (*_STAFF, "IMPORT"), _STEWARD_LEVELS, "DATA_CARE", "SUBJECT_REQUEST"),
        ),
    ),
    StartingPost(
        code="compliance-officer",
        name_zh="合规官",
        name_en="Compliance officer",
        requires_mfa=True,
        watches=True,
        grants=(
            _grant(
                "ALL",
                (*_LOOK, "READERS"),
                {**_WHO_IT_IS, **_MASKED_CONTACTS, "contact.name": "MASKED"},
                "OVERSIGHT",
                "INVESTIGATION",
                "CASE",
            ),
        ),
    ),
    StartingPost(
        code="legal",
        name_zh="法务",
        name_en="Legal counsel",
        grants=(_grant("ALL", _LOOK, {**_WHO_IT_IS, **_TRADE}, "TRANSFER", "COMPLAINT"),),
    ),
    StartingPost(
        code="executive",
        name_zh="高管",
        name_en="Executive",
        grants=(_grant("ALL", _LOOK, {**_WHO_IT_IS, **_TRADE}, "REVIEW", "TRANSFER"),),
    ),
    StartingPost(
        code="system-administrator",
        name_zh="系统管理员",
        name_en="System administrator",
        requires_mfa=True,
        administers=True,
    ),
    StartingPost(
        code="integrator",
        name_zh="系统接口",
        name_en="Integrator",
        grants=(_grant("ALL", _LOOK, _WHO_IT_IS, "SYNC"),),
    ),
    StartingPost(
        code="external-auditor",
        name_zh="外部审计",
        name_en="External auditor",
        requires_mfa=True,
        grants=(_grant("ALL", _LOOK, {"name": "MASKED", "classification": "CLEAR"}, "AUDIT"),),
    ),
    StartingPost(code="transferor", name_zh="转让方代表", name_en="Transferor's representative"),
    StartingPost(code="transferee", name_zh="受让方代表", name_en="Transferee's representative"),
    StartingPost(
        code="whistle-recipient", name_zh="举报受理人", name_en="Whistle-blowing recipient"
    ),
)
