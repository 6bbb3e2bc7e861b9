"""Addresses for those who watch."""

from django.urls import path

from audit.oversight.views import events

app_name = "oversight"

urlpatterns = [
    path("ledger/", events.events, name="events"),
    path("ledger/<int:number>/", events.event, name="event"),
]
