"""Whether this process answers: asked by supervisors and proxies, before anybody logs in."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Answer, without a look at the ledger or at any data."""
    return JsonResponse({"status": "ok"})
