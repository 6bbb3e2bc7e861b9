"""One exception for every value that is not taken; customers/value_reasons.py has sentences."""


class ValueRefused(Exception):
    """What was given is not what its field takes: the reason's code, never the value."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
