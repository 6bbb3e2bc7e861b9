"""The posts that a new company starts with, each with its grants; all can be changed afterwards.

Plain data: which verbs, on which records, at which levels, for which purposes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Levels = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class StartingGrant:
    """What a post may do within one scope (OWN, DEPARTMENT, ALL)."""

    scope: str
    verbs: tuple[str, ...]
    levels: Levels
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


_SELLING = ("RENEWAL", "NEW_INQUIRY", "COMPLAINT", "ANNUAL_VISIT", "TECH_SUPPORT", "PROSPECTING")
_LEADING = (*_SELLING, "MONTHLY_REVIEW")

_LOOK = ("READ", "PAGE")
_WORK = ("READ", "PAGE", "REVEAL", "READERS", "CREATE", "CHANGE")

# Whoever leads answers for what goes into the bin, and takes out what went there by mistake.
_LEAD = (*_WORK, "DELETE", "RESTORE")

_WHO = {"name": "CLEAR", "classification": "CLEAR", "assignment": "CLEAR"}
_TRADE = {"transactions": "CLEAR", "amounts": "CLEAR"}
_MASKED_CONTACTS = {
    "contact.name": "CLEAR",
    "contact.phone": "MASKED",
    "contact.email": "MASKED",
    "contact.wechat": "MASKED",
}
_SALES = (
    _WHO
    | _TRADE
    | _MASKED_CONTACTS
    | {"identifier": "MASKED", "address": "MASKED", "activities": "CLEAR"}
)
_STEWARD = _WHO | {
    "activities": "CLEAR",
    "transactions": "CLEAR",
    "identifier": "CLEAR",
    "address": "CLEAR",
    "bank_account": "MASKED",
    "contact.name": "CLEAR",
    "contact.phone": "CLEAR",
    "contact.email": "CLEAR",
    "contact.wechat": "CLEAR",
}


def _grant(
    scope: str, verbs: tuple[str, ...], levels: Levels, purposes: tuple[str, ...]
) -> StartingGrant:
    return StartingGrant(scope=scope, verbs=verbs, levels=levels, purposes=purposes)


POSTS = (
    StartingPost(
        code="sales",
        name_zh="客户经理",
        name_en="Account manager",
        grants=(
            _grant("OWN", _WORK, _SALES, _SELLING),
            # A colleague's customer by name only, so that nobody courts it twice.
            _grant("DEPARTMENT", _LOOK, _WHO, _SELLING),
        ),
    ),
    StartingPost(
        code="sales-manager",
        name_zh="销售主管",
        name_en="Sales manager",
        grants=(_grant("DEPARTMENT", _LEAD, _SALES, _LEADING),),
    ),
    StartingPost(
        code="department-head",
        name_zh="部门经理",
        name_en="Department head",
        grants=(_grant("DEPARTMENT", (*_LEAD, "IMPORT"), _SALES, _LEADING),),
    ),
    StartingPost(
        code="data-steward",
        name_zh="资料管理员",
        name_en="Data steward",
        requires_mfa=True,
        grants=(
            _grant("ALL", (*_LEAD, "IMPORT", "CURATE"), _STEWARD, ("DATA_CARE", "SUBJECT_REQUEST")),
        ),
    ),
    StartingPost(
        code="compliance-officer",
        name_zh="合规官",
        name_en="Compliance officer",
        requires_mfa=True,
        watches=True,
        # No daily work with customers: records are opened for an investigation or a case.
        grants=(
            _grant(
                "ALL",
                (*_LOOK, "READERS", "EXPLAIN"),
                _WHO | _MASKED_CONTACTS | {"contact.name": "MASKED"},
                ("INVESTIGATION", "CASE"),
            ),
        ),
    ),
    StartingPost(
        code="legal",
        name_zh="法务",
        name_en="Legal counsel",
        grants=(
            _grant(
                "ALL",
                _LOOK,
                _WHO | {"identifier": "CLEAR", "transactions": "CLEAR"},
                ("TRANSFER", "COMPLAINT"),
            ),
        ),
    ),
    StartingPost(
        code="executive",
        name_zh="高管",
        name_en="Executive",
        grants=(
            _grant(
                "ALL",
                _LOOK,
                _WHO | _TRADE | _MASKED_CONTACTS | {"contact.name": "MASKED"},
                ("MONTHLY_REVIEW", "TRANSFER"),
            ),
        ),
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
        grants=(_grant("ALL", _LOOK, _WHO, ("SYNC",)),),
    ),
    StartingPost(
        code="external-auditor",
        name_zh="外部审计",
        name_en="External auditor",
        requires_mfa=True,
        grants=(_grant("ALL", _LOOK, {"name": "MASKED", "classification": "CLEAR"}, ("AUDIT",)),),
    ),
    StartingPost(code="transferor", name_zh="转让方代表", name_en="Transferor's representative"),
    StartingPost(code="transferee", name_zh="受让方代表", name_en="Transferee's representative"),
    StartingPost(
        code="whistle-recipient", name_zh="举报受理人", name_en="Whistle-blowing recipient"
    ),
)
