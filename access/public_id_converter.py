"""Public ids in addresses: `<pid:customer_id>`."""

from django.urls import register_converter

from access.public_id import decode, encode


class PublicIdConverter:
    """Gives views the number; anything that is no public id is no address of ours."""

    regex = "[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}"

    def to_python(self, value: str) -> int:
        """Read it. Raises ValueError, which Django takes as no match."""
        return decode(value)

    def to_url(self, value: int) -> str:
        """Write it."""
        return encode(value)


# Registered where it is written: whoever imports it may use `<pid:...>`.
register_converter(PublicIdConverter, "pid")
