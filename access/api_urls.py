"""Addresses of access's API, under /api/v1/."""

from django.urls import path

from access.explaining_api import ExplainDecision, ExplainPerson, ExplainRecord

urlpatterns = [
    path("access/explain/", ExplainDecision.as_view(), name="explain"),
    path("access/explain/record/", ExplainRecord.as_view(), name="explain-record"),
    path("access/explain/person/", ExplainPerson.as_view(), name="explain-person"),
]
