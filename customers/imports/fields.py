"""What the rows of a file can become: the fields of each target, and how each is read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.customer_fields import CUSTOMER
from customers.fields import Field, Reads
from customers.models import Target

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
