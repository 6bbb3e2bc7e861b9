"""Facts about whose address counts, whatever a visitor writes into a header."""

import pytest
from django.test import RequestFactory

from access.visitor_address import UNKNOWN, visitor_address

PROXY = "10.0.0.1"


def asked(peer, forwarded=None):
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


@pytest.fixture
def _proxies(settings):
    settings.CUSTOS_TRUSTED_PROXIES = ["10.0.0.0/24", "fd00::/8"]


def test_without_trusted_proxies_a_header_is_not_believed(settings):
    settings.CUSTOS_TRUSTED_PROXIES = []
    assert visitor_address(asked("203.0.113.9", "198.51.100.1")) == "203.0.113.9"


@pytest.mark.usefixtures("_proxies")
@pytest.mark.parametrize(
    ("peer", "forwarded", "visitor"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (PROXY, "203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (PROXY, "10.0.0.9, 203.0.113.9", "203.0.113.9"),
        (PROXY, "127.0.0.1", "127.0.0.1"),
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, "203.0.113.9, <script>", PROXY),
        (PROXY, "203.0.113.9:443", PROXY),
        (PROXY, " 2001:DB8::1 ", "2001:db8::1"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("fd00::1", "203.0.113.9", "203.0.113.9"),
        ("", None, UNKNOWN),
    ],
)
def test_the_nearest_hop_that_is_no_proxy_of_ours_is_the_visitor(peer, forwarded, visitor):
    assert visitor_address(asked(peer, forwarded)) == visitor


@pytest.mark.usefixtures("_proxies")
def test_a_second_header_does_not_hide_the_first():
    request = asked(PROXY, "198.51.100.1,203.0.113.9")
    request.META["HTTP_X_REAL_IP"] = "192.0.2.1"
    request.META["HTTP_FORWARDED"] = "for=192.0.2.1"
    assert visitor_address(request) == "203.0.113.9"
