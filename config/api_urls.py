"""Addresses of the API, its schema, and the page to try it."""

from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

app_name = "api"

# Swagger's page writes its styles into the document; that page alone may.
_docs = csp_update({"style-src": ["'unsafe-inline'"]})(
    SpectacularSwaggerSplitView.as_view(url_name="api:schema")
)

urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs/", _docs, name="docs"),
    path("", include("access.api_urls")),
    path("", include("customers.api.urls")),
    path("", include("audit.oversight.api.urls")),
]
