"""Addresses for those who watch."""

from django.urls import path

from audit.oversight.views import bundles, events, ledger_state, proofs

app_name = "oversight"

urlpatterns = [
    path("ledger/", events.events, name="events"),
    path("ledger/state/", ledger_state.state, name="state"),
    path("ledger/bundle/", bundles.bundle_file, name="bundle"),
    path("ledger/<int:number>/", events.event, name="event"),
    path("ledger/<int:number>/proof/", proofs.proof, name="proof"),
    path("ledger/<int:number>/proof/file/", proofs.proof_file, name="proof-file"),
]
