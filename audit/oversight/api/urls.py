"""Addresses of the ledger's API, under /api/v1/."""

from django.urls import path

from audit.oversight.api.events import EventList
from audit.oversight.api.ledger import EventDetail, EventProof, LedgerBundle, LedgerState

urlpatterns = [
    path("ledger/events/", EventList.as_view(), name="ledger-events"),
    path("ledger/events/<int:number>/", EventDetail.as_view(), name="ledger-event"),
    path("ledger/events/<int:number>/proof/", EventProof.as_view(), name="ledger-proof"),
    path("ledger/state/", LedgerState.as_view(), name="ledger-state"),
    path("ledger/bundle/", LedgerBundle.as_view(), name="ledger-bundle"),
]
