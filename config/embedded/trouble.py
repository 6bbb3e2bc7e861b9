"""What went wrong in words that say how to mend it."""


class Trouble(Exception):
    """A person can mend this: shown as one line, without a traceback."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} / {english}")
