"""Every table that leads to a customer has a wall, and every protected model too."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Model

from access.protected import Tripwired
from config.policies import WALLS

WALLED = {wall.table for wall in WALLS}
ROOT = "customers_customer"

LEADING = """
    WITH RECURSIVE below AS (
        SELECT 'public.customers_customer'::regclass::oid AS id
        UNION
        SELECT c.conrelid FROM pg_constraint c JOIN below l ON c.confrelid = l.id
        WHERE c.contype = 'f'
    )
    SELECT id::regclass::text FROM below
"""
# History tables keep ids without a foreign key: their columns tell.
NAMED = """
    SELECT DISTINCT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND (a.attname ~ '^(customer|contact|point|transaction|transactionrecord)(_id)?$'
           OR c.relname ~ '^customers_historical')
"""


def tables(sql: str) -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("sql", [LEADING, NAMED], ids=["foreign keys", "columns"])
def test_every_table_that_leads_to_a_customer_has_a_wall(db: None, sql: str) -> None:
    found = tables(sql)
    assert len(found) > 5
    assert found - WALLED == set()


@pytest.mark.parametrize("sql", [LEADING, NAMED], ids=["foreign keys", "columns"])
def test_a_new_table_without_a_wall_is_found(db: None, sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE customers_stray (customer_id bigint REFERENCES customers_customer)"
        )
        try:
            assert tables(sql) - WALLED == {"customers_stray"}
        finally:
            cursor.execute("DROP TABLE customers_stray")


def protected() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if issubclass(model, Tripwired))


def test_protected_models_are_those_with_a_wall() -> None:
    guarded = {model._meta.db_table for model in protected()}
    # The index of numbers holds digests alone: nothing to trip over, a wall all the same.
    assert WALLED - guarded == {"customers_numberindex"}
    assert guarded - WALLED == set()


def test_every_text_number_and_date_of_a_protected_model_is_a_tripwire() -> None:
    """What no grant hides by level, and what the door must see, is named here by hand."""
    plain = {
        *("id", "history_id", "history_type", "history_date", "history_user_id"),
        *("history_change_reason", "ticket", "kind", "region", "status", "means", "position"),
        *("is_primary", "created_at", "deleted_at", "index_text", "index_terms", "name_key"),
        *("external_source", "external_id", "last_contact_on", "next_contact_on"),
        "currency",
    }
    unguarded = {
        f"{model._meta.label}.{field.name}"
        for model in protected()
        for field in model._meta.concrete_fields
        if not field.is_relation and "from_db_value" not in dir(type(field))
        if field.name not in plain
    }
    assert unguarded == set()
