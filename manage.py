#!/usr/bin/env python3
"""Django's command line."""

import os
import sys

from django.core.management import execute_from_command_line

# What these do, they do in the sealer's role; no process that serves has it.
SEALERS = {
    *("seal", "verify_ledger"),
    *("ledger_begin_anew", "ledger_people", "ledger_rotate_key"),
}

if __name__ == "__main__":
    if SEALERS & set(sys.argv[1:2]):
        os.environ.setdefault("CUSTOS_SEALER", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.run")
    execute_from_command_line(sys.argv)
