"""Facts about the log of requests: it holds no secret and no search."""

import pytest
from django.test import RequestFactory

from config.request_log import RequestLogMiddleware


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        ("/customers/?q=13800138000", "GET /customers/"),
        ("/invitation/s3cret/", "GET /invitation/…"),
        ("/accounts/password/reset/key/1x-s3cret/", "GET /accounts/password/reset/key/…"),
        ("/invitation/", "GET /invitation/"),
    ],
)
def test_the_log_names_the_page_and_nothing_else(asked, logged):
    assert RequestLogMiddleware.format_request(RequestFactory().get(asked)) == logged
