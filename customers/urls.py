"""Addresses of customers."""

from django.urls import path

import access.public_id_converter  # noqa: F401 - registers <pid:...>
from customers.import_urls import urlpatterns as import_urls
from customers.views import (
    activities,
    bin,
    catalogue,
    change_customer,
    contacts,
    customer,
    customers,
    deals,
    history,
    new_customer,
)

app_name = "customers"

urlpatterns = [
    path("customers/", customers.customers, name="list"),
    path("customers/new/", new_customer.new_customer, name="new"),
    path("customers/bin/", bin.binned, name="bin"),
    path("customers/bin/<pid:customer_id>/restore/", bin.restore, name="restore"),
    path("customers/<pid:customer_id>/delete/", bin.delete_page, name="delete"),
    path("customers/<pid:customer_id>/", customer.customer, name="detail"),
    path(
        "customers/<pid:customer_id>/change/",
        change_customer.change_customer_page,
        name="change",
    ),
    path("customers/<pid:customer_id>/contacts/new/", contacts.new_contact, name="new-contact"),
    path(
        "customers/<pid:customer_id>/contacts/<pid:contact_id>/",
        contacts.change_contact_page,
        name="contact",
    ),
    path(
        "customers/<pid:customer_id>/contacts/<pid:contact_id>/remove/",
        contacts.remove_contact_now,
        name="remove-contact",
    ),
    path("customers/<pid:customer_id>/reveal/", customer.customer_reveal, name="reveal"),
    path("customers/<pid:customer_id>/activities/", activities.activities, name="activities"),
    path("customers/<pid:customer_id>/history/", history.customer_history, name="history"),
    path(
        "customers/<pid:customer_id>/history/<slug:version>/restore/",
        history.restore_now,
        name="restore-version",
    ),
    path("customers/<pid:customer_id>/readers/", customer.customer_readers, name="readers"),
    path("customers/<pid:customer_id>/transactions/", deals.customer_deals, name="transactions"),
    path("catalogue/", catalogue.entries, name="catalogue"),
    path("catalogue/add/<slug:axis>/", catalogue.add, name="add-entry"),
    path("catalogue/<str:entry_id>/", catalogue.change, name="entry"),
    path("catalogue/<str:entry_id>/move/", catalogue.move, name="move-entry"),
    path("catalogue/<str:entry_id>/close/", catalogue.close, name="close-entry"),
    path("catalogue/<str:entry_id>/open/", catalogue.reopen, name="open-entry"),
    *import_urls,
]
