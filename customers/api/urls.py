"""Addresses of the customers' API, under /api/v1/."""

from django.urls import path

import access.public_id_converter  # noqa: F401 - registers <pid:...>
from customers.api import customers, deals

urlpatterns = [
    path("customers/", customers.CustomerList.as_view(), name="customers"),
    path("customers/<pid:customer_id>/", customers.CustomerDetail.as_view(), name="customer"),
    path(
        "customers/<pid:customer_id>/reveal/",
        customers.CustomerReveal.as_view(),
        name="customer-reveal",
    ),
    path(
        "customers/<pid:customer_id>/readers/",
        customers.CustomerReaders.as_view(),
        name="customer-readers",
    ),
    path(
        "customers/<pid:customer_id>/transactions/",
        deals.CustomerDeals.as_view(),
        name="customer-transactions",
    ),
]
