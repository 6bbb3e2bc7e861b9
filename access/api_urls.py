"""Addresses of access's API, under /api/v1/."""

from django.urls import path

import access.public_id_converter  # noqa: F401  # `<pid:...>`
from access.explaining_api import ExplainDecision, ExplainPerson, ExplainRecord
from access.posts_api import DraftDetail, DraftList, DraftPublish, PostMatrix

urlpatterns = [
    path("access/explain/", ExplainDecision.as_view(), name="explain"),
    path("access/explain/record/", ExplainRecord.as_view(), name="explain-record"),
    path("access/explain/person/", ExplainPerson.as_view(), name="explain-person"),
    path("access/posts/", PostMatrix.as_view(), name="posts"),
    path("access/drafts/", DraftList.as_view(), name="drafts"),
    path("access/drafts/<pid:draft_id>/", DraftDetail.as_view(), name="draft"),
    path("access/drafts/<pid:draft_id>/publish/", DraftPublish.as_view(), name="publish-draft"),
]
