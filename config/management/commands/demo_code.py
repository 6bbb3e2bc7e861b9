"""Print the log-in code of a demo user for this half minute."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.ledger.synthetic import is_synthetic

_PERIOD = 30  # seconds, as authenticator apps count


class Command(BaseCommand):
    help = "Print the log-in code of a demo user for this half minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CUSTOS_DEMO or not is_synthetic():
            raise CommandError("only a demo company has demo codes")
        authenticator = Authenticator.objects.filter(
            user__username=options["user"], type=Authenticator.Type.TOTP
        ).first()
        if authenticator is None:
            raise CommandError(f"{options['user']} logs in without a code")
        counter = int(timezone.now().timestamp()) // _PERIOD
        secret = decrypt(authenticator.data["secret"])
        self.stdout.write(format_hotp_value(hotp_value(secret, counter)))
