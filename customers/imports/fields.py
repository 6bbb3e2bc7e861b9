"""What the rows of a file can become: the fields of each target, and how each is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.models import Axis, Target


class Reads(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    CHOICE = "choice"  # from a short list: each value of the column is mapped
    REGION = "region"  # the same from a long list
    CURRENCY = "currency"
    DATE = "date"
    DECIMAL = "decimal"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"  # the external id of another record


MAPPED = frozenset({Reads.CHOICE, Reads.REGION, Reads.CURRENCY})


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a target. `names` are headings under which it often comes."""

    name: str
    label: Promise
    reads: Reads = Reads.TEXT
    is_required: bool = False
    longest: int = 200
    digits: int = 18
    places: int = 2
    least: int | None = None
    most: int | None = None
    constant: str = ""  # suggested where no column fits
    names: tuple[str, ...] = ()

    @property
    def is_mapped(self) -> bool:
        """Each different value of its column is mapped to one of ours."""
        return self.reads in MAPPED


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

TRANSACTION = (
    Field(
        name="customer",
        label=_("Customer, by external id"),
        reads=Reads.LINK,
        is_required=True,
        longest=100,
        names=("customerid", "customer id", "客户编号", "客户id"),
    ),
    Field(
        name="external_id",
        label=_("External id"),
        longest=100,
        names=("orderid", "order id", "订单编号", "单号", "合同编号"),
    ),
    Field(
        name="number",
        label=_("Number"),
        is_required=True,
        longest=60,
        names=("orderid", "number", "订单编号", "单号", "合同编号"),
    ),
    Field(
        name="happened_on",
        label=_("Date"),
        reads=Reads.DATE,
        is_required=True,
        names=("orderdate", "date", "日期", "成交日期", "下单日期"),
    ),
    Field(
        name="currency",
        label=_("Currency"),
        reads=Reads.CURRENCY,
        is_required=True,
        constant="CNY",
        names=("currency", "币种"),
    ),
    Field(
        name="amount",
        label=_("Amount"),
        reads=Reads.DECIMAL,
        names=("amount", "total", "金额", "总额"),
    ),
    Field(name="subject", label=_("Subject"), names=("subject", "主题", "标题")),
)

LINE = (
    Field(
        name="transaction",
        label=_("Deal, by external id"),
        reads=Reads.LINK,
        is_required=True,
        longest=100,
        names=("orderid", "order id", "订单编号", "单号"),
    ),
    Field(
        name="product",
        label=_("Product"),
        is_required=True,
        names=("productid", "product", "产品", "商品", "型号"),
    ),
    Field(
        name="quantity",
        label=_("Quantity"),
        reads=Reads.DECIMAL,
        is_required=True,
        digits=14,
        places=3,
        least=0,
        names=("quantity", "qty", "数量"),
    ),
    Field(
        name="unit_price",
        label=_("Unit price"),
        reads=Reads.DECIMAL,
        is_required=True,
        places=4,
        least=0,
        names=("unitprice", "price", "单价"),
    ),
    Field(
        name="discount",
        label=_("Discount, a share from 0 to 1"),
        reads=Reads.DECIMAL,
        digits=5,
        places=4,
        least=0,
        most=1,
        names=("discount", "折扣"),
    ),
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    Target.CUSTOMERS: CUSTOMER,
    Target.TRANSACTIONS: TRANSACTION,
    Target.LINES: LINE,
}
TARGETS: Mapping[str, Promise] = {
    Target.CUSTOMERS: _("New customers"),
    Target.TRANSACTIONS: _("Deals of customers that are here"),
    Target.LINES: _("Lines of deals that are here"),
}
