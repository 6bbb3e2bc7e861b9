"""The guarded door to customers: `customer_records.read(...)`, `.page(...)`, `.reveal(...)`.

`binned_records` is the door to those that were deleted, for grants with the verb RESTORE alone.
"""

from access.comparing_gateway import ComparingGateway
from access.gateway import Gateway
from customers.bin_policy import BinPolicy
from customers.cards import CustomerCard
from customers.loading import CustomerRow
from customers.policy import CustomerPolicy

customer_records: ComparingGateway[CustomerRow, CustomerCard] = ComparingGateway(CustomerPolicy())
binned_records: Gateway[CustomerRow, CustomerCard] = Gateway(BinPolicy())
