"""Adding a post."""

from access.actor import Actor
from access.administering import administering, sign
from access.models import Post

FIELDS = ("code", "name_zh", "name_en", "requires_mfa", "administers", "watches", "is_active")


def add_post(
    *,
    actor: Actor,
    code: str,
    name_zh: str,
    name_en: str,
    requires_mfa: bool,
    administers: bool,
    watches: bool,
    is_active: bool = True,
) -> Post:
    """Add a post without grants: it opens no customer yet."""
    post = Post(
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        requires_mfa=requires_mfa,
        administers=administers,
        watches=watches,
        is_active=is_active,
    )
    with administering(actor, "add_post", ids=(post.pk,), fields=FIELDS):
        sign(post, actor)
        post.save()
    return post
