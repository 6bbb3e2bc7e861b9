"""What the door says when it does not open. One exception, one meaning."""


class RecordNotVisible(Exception):
    """The record is absent or out of the actor's reach: from outside the two are one."""


class NoGrant(Exception):
    """No grant of the actor allows this verb for the chosen purpose."""


class PurposeMissing(Exception):
    """The actor has not yet said why."""


class QueryRefused(Exception):
    """A filter, sort or cursor names a field that is unknown to the actor, or a bad value."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


class LevelTooLow(Exception):
    """The record is in view, but this field can't be revealed to the actor."""


class WallsDrifted(Exception):
    """The database's walls are not those that this release declares: nothing is served."""


class OtherPurpose(Exception):
    """The token is bound to another purpose than the request names."""


class SecondStepMissing(Exception):
    """A post of the person demands a second step, and the token was made without one."""
