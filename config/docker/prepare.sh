#!/bin/sh
# Make roles, database and keys where they are missing, and bring the schema up to this release.
set -eu
python -m config.embedded start
CUSTOS_OWNER=1 python manage.py migrate --verbosity 1
# Those who serve get the addresses of their own roles and the keys, never the owner's.
install -m 0600 "$CUSTOS_RUN/databases.json" "$CUSTOS_RUN/secrets.json" /var/lib/custos/serving/
# The sealer gets its own role's address beside them; nobody else does.
install -m 0600 "$CUSTOS_RUN/databases.json" "$CUSTOS_RUN/secrets.json" "$CUSTOS_RUN/sealer.json" \
    /var/lib/custos/sealer/
