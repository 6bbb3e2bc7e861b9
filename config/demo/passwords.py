"""Passwords of the demo's log-ins, and the file that tells them."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.contrib.auth.hashers import make_password

from access.models import Post
from customers.demo.company import DemoCompany, DemoPerson

PUBLIC = "hengchuan-demo"  # stands in the documentation: for a machine that nobody else reaches
FILE = "demo-logins.txt"


class Passwords:
    """One known password on a private machine, random ones where others can reach it.

    `anew` sets those of existing people too: for a load that was killed before it could tell them.
    """

    def __init__(self, *, is_private: bool, anew: bool = False) -> None:
        self._is_private = is_private
        self.anew = anew
        self._clear: dict[str, str] = {}
        self._public_hash = ""

    def hash_for(self, username: str) -> str:
        """Choose the person's password and give its hash."""
        if not self._is_private:
            self._clear[username] = secrets.token_urlsafe(12)
            return make_password(self._clear[username])
        # Hashing is slow on purpose; a password that everybody knows needs it once.
        self._public_hash = self._public_hash or make_password(PUBLIC)
        self._clear[username] = PUBLIC
        return self._public_hash

    @property
    def chosen(self) -> bool:
        """Whether any password was set in this run."""
        return bool(self._clear)

    def clear(self, username: str) -> str:
        """The password itself, known only in the run that chose it."""
        return self._clear.get(username, "")


def write_logins(folder: Path, company: DemoCompany, passwords: Passwords) -> Path:
    """Write who can log in, readable by the owner of the file alone."""
    posts = {post.code: post for post in Post.objects.all()}
    lines = [
        _line(person, posts[person.post], passwords)
        for person in company.people
        if person.is_active
    ]
    return _write(folder / FILE, [*lines, "* 登录时还要动态码 / asks for a code too"])


def _line(person: DemoPerson, post: Post, passwords: Passwords) -> str:
    mark = "*" if post.requires_mfa else " "
    password = passwords.clear(person.username)
    return f"{person.username:<14}{mark} {password:<18} {person.name} {post.name_zh} {post.code}"


def _write(path: Path, lines: Sequence[str]) -> Path:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path
