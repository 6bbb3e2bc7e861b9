from access.models.api_token import ApiToken
from access.models.appointment import Appointment
from access.models.company import Company
from access.models.department import Department
from access.models.grant import Grant, Scope
from access.models.grant_draft import DraftState, GrantDraft
from access.models.invitation import Invitation
from access.models.post import Post
from access.models.purpose import Purpose
from access.models.second_step import SecondStep
from access.models.user import User
from access.models.waiver import Apart, Waiver

__all__ = [
    "Apart",
    "ApiToken",
    "Appointment",
    "Company",
    "Department",
    "DraftState",
    "Grant",
    "GrantDraft",
    "Invitation",
    "Post",
    "Purpose",
    "Scope",
    "SecondStep",
    "User",
    "Waiver",
]
