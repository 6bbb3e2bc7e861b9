"""The fields of a customer, as files, the page and the API take them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.fields import Field, Reads
from customers.models import Axis


def _axis(axis: Axis, label: Promise, *names: str, constant: str = "") -> Field:
    return Field(
        name=axis.value,
        label=label,
        reads=Reads.CHOICE,
        is_required=True,
        constant=constant,
        names=names,
    )


CUSTOMER = (
    Field(
        name="external_id",
        label=_("External id"),
        longest=100,
        names=("customerid", "customer id", "id", "编号", "客户编号", "客户id"),
    ),
    Field(
        name="name",
        label=_("Customer name"),
        is_required=True,
        names=("companyname", "company", "name", "客户名称", "公司名称", "名称", "公司"),
    ),
    Field(name="short_name", label=_("Short name"), longest=100, names=("shortname", "简称")),
    Field(
        name="kind",
        label=_("Company or person"),
        reads=Reads.CHOICE,
        is_required=True,
        constant="COMPANY",
    ),
    _axis(Axis.TYPE, _("Type"), "type", "类型", "客户类型", constant="type:DIRECT"),
    _axis(Axis.INDUSTRY, _("Industry"), "industry", "行业"),
    Field(
        name="region",
        label=_("Region"),
        reads=Reads.REGION,
        is_required=True,
        names=("country", "地区", "省市", "城市", "国家"),
    ),
    _axis(Axis.TIER, _("Tier"), "tier", "level", "等级", "级别", "客户等级"),
    _axis(Axis.SENSITIVITY, _("Sensitivity"), "密级", constant="sensitivity:INTERNAL"),
    _axis(Axis.SOURCE, _("Source"), "source", "来源", constant="source:IMPORT"),
    _axis(Axis.LAWFUL_BASIS, _("Lawful basis"), "处理依据", "同意依据"),
    _axis(Axis.BUSINESS_LINE, _("Business line"), "业务线", "产品线"),
    Field(
        name="identifier",
        label=_("Credit code or identity number"),
        longest=64,
        names=("统一社会信用代码", "信用代码", "税号", "creditcode"),
    ),
    Field(name="address", label=_("Address"), longest=500, names=("address", "地址")),
    Field(name="bank_account", label=_("Bank account"), longest=64, names=("银行账号", "账号")),
    Field(
        name="owner",
        label=_("Owner"),
        reads=Reads.CHOICE,
        is_required=True,
        names=("owner", "负责人", "客户经理"),
    ),
    Field(name="department", label=_("Department"), reads=Reads.CHOICE, names=("部门",)),
    Field(
        name="status",
        label=_("Status"),
        reads=Reads.CHOICE,
        is_required=True,
        constant="PROSPECT",
        names=("status", "状态"),
    ),
    Field(name="last_contact_on", label=_("Last contact"), reads=Reads.DATE, names=("最近联系",)),
    Field(name="next_contact_on", label=_("Next contact"), reads=Reads.DATE, names=("下次联系",)),
    Field(
        name="contact_name",
        label=_("Contact"),
        longest=100,
        names=("contactname", "contact", "联系人", "姓名"),
    ),
    Field(
        name="contact_title",
        label=_("Contact's position"),
        longest=100,
        names=("contacttitle", "title", "职务", "职位"),
    ),
    Field(
        name="phone",
        label=_("Phone"),
        reads=Reads.PHONE,
        names=("phone", "mobile", "telephone", "电话", "手机", "联系电话", "手机号"),
    ),
    Field(name="second_phone", label=_("Second phone"), reads=Reads.PHONE, names=("座机",)),
    Field(name="email", label=_("E-mail"), reads=Reads.EMAIL, names=("email", "邮箱", "电子邮件")),
    Field(name="wechat", label=_("WeChat"), longest=100, names=("wechat", "微信", "微信号")),
)
