"""The attributes by which a grant may be narrowed, as the app that owns the records declares
them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from access.decision.filters import Filters
from access.scopes import SCOPES

Names = tuple[str, str]


@dataclass(frozen=True)
class Declared:
    """One attribute: its entries by code, in order. Where there are too many to choose from, they
    are typed, and `find` reads a name as its code, or as nothing."""

    code: str
    label: str | Promise
    entries: Mapping[str, Names]
    find: Callable[[str], str] | None = None

    def name(self, code: str) -> str:
        """The entry in the reader's language."""
        names = self.entries.get(code, (code, code))
        return names[get_language() == "en"]


def declared() -> tuple[Declared, ...]:
    """All of them; one query."""
    found: tuple[Declared, ...] = import_string(settings.CUSTOS_DECLARED)()
    return found


def reach_in_words(scope: str, filters: Filters) -> str:
    """On which records a grant is: "all customers; tier: A or B"."""
    said = [str(dict(SCOPES).get(scope, scope))]
    known = {one.code: one for one in declared()} if filters else {}
    for code, codes in filters.items():
        one = known.get(code) or Declared(code, code, {})
        names = gettext(" or ").join(one.name(each) for each in codes) or gettext("none")
        said.append(_("%(attribute)s: %(names)s") % {"attribute": one.label, "names": names})
    return gettext("; ").join(said)
