"""What stands between a person and a record."""

from enum import StrEnum

from access.decision.held_grant import Shortfall


class Missing(StrEnum):
    """Why the answer is no; several may hold at once."""

    NO_LOG_IN = "no_log_in"
    CLOSED = "log_in_closed"
    SECOND_STEP = "second_step"
    NO_RECORD = "no_record"
    NO_POST = "no_post"
    NO_GRANT = "no_grant"
    VERB = "verb"
    PURPOSE = "purpose"
    SCOPE = "scope"
    ENDED = "grant_ended"
    NOT_BEGUN = "grant_not_begun"
    NO_ORDER = "no_order"
    READ = "read"
    LEVEL = "level"


# A grant is asked in this order, so the last thing that one lacks is the nearest miss.
OF_SHORTFALL = {
    Shortfall.VERB: Missing.VERB,
    Shortfall.PURPOSE: Missing.PURPOSE,
    Shortfall.SCOPE: Missing.SCOPE,
}
