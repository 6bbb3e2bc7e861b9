"""Addresses of access: log-in, account, purpose, administration, the first run.

Of allauth's addresses those that we use, one by one: what is not named here does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

import access.public_id_converter  # noqa: F401  # `<pid:...>`
from access.views import (
    departments,
    draft_versions,
    drafts,
    duties,
    explain,
    first_run,
    grants,
    invitation,
    log_in,
    matrix,
    my_account,
    people,
    person,
    posts,
    purpose,
    tokens,
)

app_name = "access"

accounts = [
    path("login/", log_in.log_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("account/", my_account.my_account, name="account"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/add/", tokens.add, name="add_token"),
    path("account/tokens/<pid:number>/end/", tokens.end, name="end_token"),
    path("purpose/", purpose.choose_purpose, name="purpose"),
    path("invitation/", invitation.accept, name="accept_invitation"),
    path("invitation/<str:token>/", invitation.open_link, name="invitation"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<pid:user_id>/", person.person, name="person"),
    path("people/<pid:user_id>/change/", person.change, name="change_person"),
    path("people/<pid:user_id>/appoint/", person.appoint, name="appoint_person"),
    path(
        "people/<pid:user_id>/appointments/<pid:appointment_id>/end/",
        person.end,
        name="end_appointment",
    ),
    path("people/<pid:user_id>/close/", person.close, name="close_person"),
    path("people/<pid:user_id>/open/", person.reopen, name="open_person"),
    path("people/<pid:user_id>/invite/", person.invite, name="invite_person"),
    path("people/<pid:user_id>/reset-code/", person.reset_code, name="reset_code"),
    path("departments/", departments.departments, name="departments"),
    path("departments/add/", departments.add, name="add_department"),
    path("departments/<pid:department_id>/", departments.change, name="change_department"),
    path("departments/<pid:department_id>/close/", departments.close, name="close_department"),
    path("departments/<pid:department_id>/open/", departments.reopen, name="open_department"),
    path("access/explain/", explain.decision, name="explain"),
    path("access/explain/record/", explain.record, name="explain_record"),
    path("access/explain/person/", explain.person, name="explain_person"),
    path("posts/", posts.posts, name="posts"),
    path("posts/add/", posts.add, name="add_post"),
    path("posts/matrix/", matrix.matrix, name="matrix"),
    path("posts/drafts/", drafts.drafts, name="drafts"),
    path("posts/drafts/<pid:draft_id>/", draft_versions.draft_versions, name="draft_versions"),
    path("posts/duties/", duties.duties, name="duties"),
    path("posts/duties/waive/", duties.waive, name="waive_duty"),
    path("posts/duties/<pid:waiver_id>/end/", duties.end, name="end_waiver"),
    path("posts/<pid:post_id>/", posts.post, name="post"),
    path("posts/<pid:post_id>/change/", posts.change, name="change_post"),
    path("posts/<pid:post_id>/grants/add/", grants.add, name="add_grant"),
    path("posts/<pid:post_id>/grants/<pid:grant_id>/", grants.change, name="change_grant"),
    path("posts/<pid:post_id>/grants/<pid:grant_id>/end/", grants.end, name="end_grant"),
    path(
        "posts/<pid:post_id>/grants/<pid:grant_id>/draft-end/", grants.draft_end, name="draft_end"
    ),
    path("posts/<pid:post_id>/draft/", drafts.draft, name="draft"),
    path("posts/<pid:post_id>/draft/day/", drafts.day, name="date_draft"),
    path("posts/<pid:post_id>/draft/publish/", drafts.publish, name="publish_draft"),
    path("posts/<pid:post_id>/draft/withdraw/", drafts.withdraw, name="withdraw_draft"),
    path("posts/<pid:post_id>/draft/<int:place>/", grants.change_line, name="change_line"),
    path("posts/<pid:post_id>/draft/<int:place>/remove/", drafts.remove, name="remove_line"),
    path("welcome/", first_run.code, name="welcome"),
    path("welcome/company/", first_run.company, name="welcome_company"),
    path("welcome/officers/", first_run.officers, name="welcome_officers"),
    path("welcome/departments/", first_run.departments, name="welcome_departments"),
    path("welcome/posts/", first_run.posts, name="welcome_posts"),
]
