"""What the whole house declares: every wall the database must have."""

from customers.walls import WALLS as CUSTOMERS

WALLS = (*CUSTOMERS,)
