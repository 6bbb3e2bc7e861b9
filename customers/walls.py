"""Every protected table of customers, as the database must guard it (check_walls compares)."""

from audit.ledger.wall import Wall

WALLS = (
    Wall(
        table="customers_customer",
        column="id",
        stamped=True,
        door=(
            "id",
            "kind",
            "type_id",
            "industry_id",
            "region",
            "tier_id",
            "sensitivity_id",
            "source_id",
            "business_line_id",
            "owner_id",
            "department_id",
            "status",
            "name_key",
            "index_text",
            "index_terms",
            "last_contact_on",
            "next_contact_on",
            "external_source",
            "external_id",
            "deleted_at",
        ),
    ),
    Wall(table="customers_contact", column="customer_id", stamped=True),
    Wall(table="customers_contactpoint", column="customer_id", stamped=True),
    Wall(
        table="customers_numberindex",
        column="customer_id",
        door=("customer_id", "whole", "last_four"),
    ),
    Wall(
        table="customers_transactionrecord",
        column="customer_id",
        stamped=True,
        door=("id", "customer_id", "external_source", "external_id"),
    ),
    Wall(
        table="customers_transactionline",
        column="customer_id",
        stamped=True,
        # Whether a deal has lines, so that an import adds none twice; nothing of what they say.
        door=("customer_id", "transaction_id"),
    ),
    Wall(table="customers_activity", column="customer_id", stamped=True),
    Wall(table="customers_historicalactivity", column="customer_id", stamped=True, history=True),
    Wall(table="customers_historicalcustomer", column="id", stamped=True, history=True),
    Wall(table="customers_historicalcontact", column="customer_id", stamped=True, history=True),
    Wall(
        table="customers_historicalcontactpoint", column="customer_id", stamped=True, history=True
    ),
    Wall(
        table="customers_historicaltransactionrecord",
        column="customer_id",
        stamped=True,
        history=True,
    ),
    Wall(
        table="customers_historicaltransactionline",
        column="customer_id",
        stamped=True,
        history=True,
    ),
)
