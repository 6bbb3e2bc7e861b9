"""The guarded door to customers: `customer_records.read(...)`, `.page(...)`, `.reveal(...)`."""

from access.explaining_gateway import ExplainingGateway
from customers.cards import CustomerCard
from customers.loading import CustomerRow
from customers.policy import CustomerPolicy

customer_records: ExplainingGateway[CustomerRow, CustomerCard] = ExplainingGateway(CustomerPolicy())
