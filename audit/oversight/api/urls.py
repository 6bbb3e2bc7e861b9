"""Addresses of the ledger's API, under /api/v1/."""

from django.urls import path

from audit.oversight.api.events import EventList

urlpatterns = [path("ledger/events/", EventList.as_view(), name="ledger-events")]
