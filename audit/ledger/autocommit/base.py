"""PostgreSQL on a connection that never opens a transaction.

What it writes is committed when the call returns: no rollback of a request or a test can
take an event back.
"""

from django.db.backends.postgresql import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    uses_savepoints = False  # atomic() inside atomic() sends nothing


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures

    def _set_autocommit(self, autocommit: bool) -> None:
        with self.wrap_database_errors:
            self.connection.autocommit = True
