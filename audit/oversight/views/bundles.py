"""A bundle to take away; asking for it is an event, whose number stands in its first line."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_GET

from access.request import ActorRequest
from audit.oversight.bundle_reading import read_bundle


@require_GET
@login_required
def bundle_file(request: ActorRequest) -> StreamingHttpResponse:
    """The events of some days, or all of them, with their proof."""
    number, content = read_bundle(request.actor, request.GET.dict())
    return bundle_answer(number, content)


def bundle_answer(number: int, content: Iterator[bytes]) -> StreamingHttpResponse:
    """A download; what breaks off in the middle fails to verify."""
    answer = StreamingHttpResponse(content, content_type="application/gzip")
    answer["Content-Disposition"] = f'attachment; filename="custos-ledger-{number}.bundle.gz"'
    answer["Cache-Control"] = "no-store"
    return answer
