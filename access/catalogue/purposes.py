"""The purposes that a new company starts with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StartingPurpose:
    """Why somebody works with customers; discreet ones are seen only by who holds them."""

    code: str
    name_zh: str
    name_en: str
    is_discreet: bool = False


PURPOSES = (
    StartingPurpose("RENEWAL", "续约跟进", "Renewal"),
    StartingPurpose("NEW_INQUIRY", "新询价", "New enquiry"),
    StartingPurpose("COMPLAINT", "投诉处理", "Complaint"),
    StartingPurpose("ANNUAL_VISIT", "年度回访", "Annual visit"),
    StartingPurpose("TECH_SUPPORT", "技术支持", "Technical support"),
    StartingPurpose("PROSPECTING", "展会获客", "Prospecting"),
    StartingPurpose("MONTHLY_REVIEW", "月度复盘", "Monthly review"),
    StartingPurpose("DATA_CARE", "数据维护", "Data care"),
    StartingPurpose("SUBJECT_REQUEST", "个人信息请求", "Data subject request"),
    StartingPurpose("SYNC", "系统对接", "System integration"),
    StartingPurpose("TRANSFER", "股权交易", "Equity transfer"),
    StartingPurpose("INVESTIGATION", "调查", "Investigation", is_discreet=True),
    StartingPurpose("CASE", "案件", "Case", is_discreet=True),
    StartingPurpose("AUDIT", "审计", "Audit", is_discreet=True),
)
