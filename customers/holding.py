"""Whether customers belong to a department; asked through settings by those below."""

from customers.models import Customer


def department_holds_customers(department_id: int) -> bool:
    """At least one customer belongs to it: nothing of any customer is read."""
    return Customer.objects.using("door").filter(department=department_id).values("pk").exists()
