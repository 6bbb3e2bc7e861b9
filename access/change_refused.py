"""A change that an administrator may not make."""

from django.utils.functional import Promise


class ChangeRefused(Exception):
    """The change would break a rule of the house; `reason` says which, to who asked for it."""

    def __init__(self, code: str, reason: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
