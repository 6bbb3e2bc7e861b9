"""Where the product listens, and whether it may."""

import errno
import http.client
import ipaddress
import os
import socket
from dataclasses import dataclass

from config.embedded.trouble import Trouble


@dataclass(frozen=True)
class Address:
    """HOST and PORT of the environment."""

    host: str
    port: int

    @property
    def bind(self) -> str:
        """As gunicorn wants it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def near(self) -> str:
        """The host as this machine reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def url(self) -> str:
        """As a person types it."""
        return f"http://{Address(self.near, self.port).bind}/"

    @property
    def is_private(self) -> bool:
        """Whether nobody outside this machine reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def healthy(self) -> bool:
        """Whether the product answers there."""
        connection = http.client.HTTPConnection(self.near, self.port, timeout=5)
        try:
            connection.request("GET", "/health/", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def free_address() -> Address:
    """The address asked for, once it is sure that we can have it."""
    address = _asked()
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen(1)
    except OSError as error:
        raise _unusable(address, error) from error
    return address


def _asked() -> Address:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Trouble(f"PORT={port} 不是有效端口", f"PORT={port} is no port: give 1 to 65535")
    return Address(host, int(port))


def _unusable(address: Address, error: OSError) -> Trouble:
    place = f"HOST={address.host} PORT={address.port}"
    if error.errno == errno.EADDRINUSE:
        return Trouble(
            f"{place} 已被其他程序占用，请换一个端口，如 PORT={address.port + 1} make run",
            f"{place} is taken by another program: try PORT={address.port + 1} make run",
        )
    if error.errno == errno.EACCES:
        return Trouble(
            f"{place} 需要 root 权限，请使用 1024 以上的端口",
            f"{place} is for root alone: choose a port above 1023",
        )
    return Trouble(
        f"{place}：本机没有这个地址，请检查 HOST",
        f"{place}: this machine has no such address, check HOST",
    )
