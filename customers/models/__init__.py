from customers.models.classification import Axis, Classification
from customers.models.contact import Contact, ContactPoint, Means, NumberIndex
from customers.models.customer import Customer, Kind, Status
from customers.models.transaction import TransactionLine, TransactionRecord

__all__ = [
    "Axis",
    "Classification",
    "Contact",
    "ContactPoint",
    "Customer",
    "Kind",
    "Means",
    "NumberIndex",
    "Status",
    "TransactionLine",
    "TransactionRecord",
]
