"""The guarded door to customers: `customer_records.read(...)`, `.page(...)`, `.reveal(...)`."""

from access.gateway import Gateway
from customers.cards import CustomerCard
from customers.loading import CustomerRow
from customers.policy import CustomerPolicy

customer_records: Gateway[CustomerRow, CustomerCard] = Gateway(CustomerPolicy())
