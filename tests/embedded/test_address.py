"""HOST and PORT: what can't be had is said in one line that names both."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import services
from config.embedded.address import Address, free_address
from config.embedded.trouble import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


def test_a_taken_port_ends_the_start_before_anything_runs(
    run_folder: Path, command, taken: int
) -> None:
    started = command(run_folder, "run", PORT=str(taken))
    said = started.communicate()[0]
    assert started.returncode == 1
    assert len(said.splitlines()) == 1
    assert f"HOST=127.0.0.1 PORT={taken} is taken" in said
    assert services.pids(run_folder) == {}


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", "eighty", "PORT=eighty is no port"),
        ("127.0.0.1", "70000", "PORT=70000 is no port"),
        ("192.0.2.1", "8000", "no such address"),
        ("no.such.host.invalid", "8000", "no such address"),
    ],
)
def test_a_wrong_address_is_named(monkeypatch, host: str, port: str, words: str) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Trouble, match=words):
        free_address()


@pytest.mark.parametrize(
    ("host", "url", "private"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", True),
        ("localhost", "http://localhost:8000/", True),
        ("::1", "http://[::1]:8000/", True),
        ("0.0.0.0", "http://127.0.0.1:8000/", False),  # noqa: S104
        ("::", "http://[::1]:8000/", False),
    ],
)
def test_an_address_knows_its_url_and_who_reaches_it(host: str, url: str, private: bool) -> None:
    address = Address(host, 8000)
    assert (address.url, address.is_private) == (url, private)
