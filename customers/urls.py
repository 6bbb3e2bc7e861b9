"""Addresses of customers."""

from customers.import_urls import urlpatterns as import_urls

app_name = "customers"

urlpatterns = [*import_urls]
