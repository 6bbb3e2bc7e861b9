from customers.models.activity import Activity, ActivityKind
from customers.models.classification import Axis, Classification
from customers.models.contact import Contact, ContactPoint, Means, NumberIndex
from customers.models.customer import Customer, Kind, Status
from customers.models.file_import import Import, ImportState, Refusal, Target
from customers.models.job import Job, JobKind, JobState
from customers.models.transaction import TransactionLine, TransactionRecord

__all__ = [
    "Activity",
    "ActivityKind",
    "Axis",
    "Classification",
    "Contact",
    "ContactPoint",
    "Customer",
    "Import",
    "ImportState",
    "Job",
    "JobKind",
    "JobState",
    "Kind",
    "Means",
    "NumberIndex",
    "Refusal",
    "Status",
    "Target",
    "TransactionLine",
    "TransactionRecord",
]
