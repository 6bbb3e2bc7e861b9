"""Rotation of the field keys."""

import pytest
from cryptography.fernet import Fernet
from django.conf import LazySettings
from django.db import connections

from access.keyring import UnreadableField
from access.models import User
from customers.records import customer_records
from customers.services.rekey_fields import encrypted_columns, rekey_fields
from tests.cast import MakeCustomer, acting


def test_every_value_opens_with_the_new_key_alone(
    sales: User, make_customer: MakeCustomer, settings: LazySettings
) -> None:
    customer = make_customer(sales, bank_account="6222020200112233445")
    old, new = settings.CUSTOS_FIELD_KEYS, [Fernet.generate_key().decode()]
    settings.CUSTOS_FIELD_KEYS = new + old
    # identifier and account of the row and its version, phone and e-mail of theirs
    assert rekey_fields() == 8
    assert rekey_fields() == 0
    settings.CUSTOS_FIELD_KEYS = new
    card = customer_records.read(acting(sales), customer).card
    assert card.contacts[0].phones[0].text == "186••••2917"
    settings.CUSTOS_FIELD_KEYS = old
    with pytest.raises(UnreadableField):
        customer_records.read(acting(sales), customer)


def test_history_keeps_the_ticket_that_wrote_it(sales: User, make_customer: MakeCustomer) -> None:
    make_customer(sales)
    before = _tickets()
    rekey_fields()
    assert _tickets() == before


def test_each_encrypted_column_is_known() -> None:
    assert sorted({column for _, _, column in encrypted_columns()}) == [
        "bank_account",
        "identifier",
        "text",
        "value",
    ]


def _tickets() -> list[str]:
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT id FROM customers_customer")
        ids = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT ticket FROM ledger.open_ticket('t','READ','','','',%s,'',NULL,'{}')", [ids]
        )
        (ticket,) = cursor.fetchone() or ("",)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('custos.ticket', %s, false)", [str(ticket)])
        cursor.execute("SELECT ticket::text FROM customers_historicalcontactpoint ORDER BY 1")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('custos.ticket', '', false)")
    return found
