"""Whether customers are there; nothing of any customer is read."""

from customers.models import Customer


def department_holds_customers(department_id: int) -> bool:
    """At least one customer belongs to it; asked through settings by those below."""
    return Customer.objects.using("door").filter(department=department_id).values("pk").exists()


def is_on_file(customer_id: int) -> bool:
    """The id is taken, deleted ones too: to be asked of ids alone that the actor's own token
    stands for (customers/sent_once.py), or it would tell of customers out of reach."""
    return Customer.objects.using("door").filter(pk=customer_id).exists()
