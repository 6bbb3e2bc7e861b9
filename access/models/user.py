from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.quiet_history import QuietHistory
from access.public_id_field import PublicIdField


class Users(BaseUserManager["User"]):
    def create_user(self, *, username: str, password: str | None, name: str, email: str) -> "User":
        """Make a person who can log in; without a password they set one by an invitation."""
        user = self.model(username=username, name=name, email=self.normalize_email(email) or None)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with a log-in. What they may do comes from their posts alone."""

    id = PublicIdField()
    username = models.CharField(
        _("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=60)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    # Whether the log-in was open: what a replay needs, and no name or password of the past.
    history = QuietHistory(
        watched=frozenset({"is_active"}),
        excluded_fields=[
            "username",
            "email",
            "name",
            "language",
            "password",
            "last_login",
            "date_joined",
        ],
    )

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return str(self.pk)
