"""How much of a field is seen, and what a masked value looks like.

A mask keeps the form of its value and never more than its kind allows; a value that is too short
or too long for its kind is covered wholly. Masks are equally long for values of every length,
except where the form says nothing (phones).
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

import phonenumbers
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DOTS = "••••"
_LONGEST = 200


class Level(TextChoices):
    """How much of a field is seen. The order is real: HIDDEN < MASKED < CLEAR."""

    HIDDEN = "HIDDEN", _("hidden")
    MASKED = "MASKED", _("masked")
    CLEAR = "CLEAR", _("clear")

    @property
    def rank(self) -> int:
        """The place in the order."""
        return ("HIDDEN", "MASKED", "CLEAR").index(self.value)

    # A level is a string too, and strings would sort CLEAR lowest: every comparison is ours, also
    # with a string out of the database. One that is no level raises ValueError.
    def __lt__(self, other: str) -> bool:
        return self.rank < Level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Level(other).rank


class Kind(StrEnum):
    """What a value is, as far as its mask must know."""

    PHONE = "phone"
    EMAIL = "email"
    RESIDENT_ID = "resident_id"
    CREDIT_CODE = "credit_code"
    BANK_ACCOUNT = "bank_account"
    WECHAT = "wechat"
    PERSON = "person"
    COMPANY = "company"
    ADDRESS = "address"
    MONEY = "money"
    TEXT = "text"


def mask(kind: str, value: str) -> str:
    """Cover a value as its kind demands; an empty value stays empty. Unknown kinds raise."""
    cover = _COVERS[Kind(kind)]
    if len(value) > _LONGEST:
        return DOTS
    text = " ".join(unicodedata.normalize("NFKC", value).split())
    return cover(text) if text else ""


def _phone(text: str) -> str:
    bare = re.sub(r"[ -]", "", text)
    if mobile := re.fullmatch(r"(?:\+?86)?(1\d\d)\d{4}(\d{4})", bare):
        return f"{mobile[1]}{DOTS}{mobile[2]}"
    if text.startswith("+"):
        text = _spaced(bare)
    digits = [place for place, char in enumerate(text) if char.isdigit()]
    head = re.match(r"0(?:10|2\d|[3-9]\d\d)(?=[- ])|\+\d{1,3} ", text)
    kept = head.end() if head else 0
    hidden = [place for place in digits if place >= kept][:-4]
    if len(hidden) < 4:
        return DOTS
    return text[:kept] + "".join(
        "•" if place in hidden or not (char.isdigit() or char in "+-() ") else char
        for place, char in enumerate(text[kept:], start=kept)
    )


def _spaced(e164: str) -> str:
    """Part a number with a country code as it is written at home, so that the mask keeps it."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    if number.country_code == 86:
        text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        return re.sub(r"^(0\d+) ", r"\1-", text).replace(" ", "")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _email(text: str) -> str:
    local, at, domain = text.rpartition("@")
    if not at or not domain or not local:
        return DOTS
    return f"{local[0] if len(local) > 2 else ''}{DOTS}@{domain}"


def _resident_id(text: str) -> str:
    # The middle is the day of birth; the province and the last three say enough to a caller.
    return f"{text[:2]}{DOTS * 2}{text[-3:]}" if _is_code(text, 15, 18) else DOTS


def _credit_code(text: str) -> str:
    return f"{text[:4]}{DOTS * 2}{text[-3:]}" if _is_code(text, 15, 18) else DOTS


def _bank_account(text: str) -> str:
    text = text.replace(" ", "").replace("-", "")
    return DOTS + text[-4:] if _is_code(text, 10, 34) else DOTS


def _is_code(text: str, shortest: int, longest: int) -> bool:
    return shortest <= len(text) <= longest and text.isascii() and text.isalnum()


def _wechat(text: str) -> str:
    return text[0] + DOTS if len(text) >= 6 else DOTS


_TWO_CHARACTER_SURNAMES = re.compile(
    "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|司徒|令狐|东方|长孙|宇文|端木|百里|南宫|"
    "呼延|轩辕|司空|独孤|澹台|公冶|淳于|单于|太史|申屠|闻人|赫连|钟离|濮阳"
)


def _person(text: str) -> str:
    if len(text) < 2:
        return "••"
    compound = len(text) > 2 and _TWO_CHARACTER_SURNAMES.match(text)
    return text[: 2 if compound else 1] + "••"


_LEGAL_FORM = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|集团公司|集团|公司|合伙企业|事务所|研究院|研究所|经营部|厂)$"
)


def _company(text: str) -> str:
    form = _LEGAL_FORM.search(text)
    brand = text[: form.start()] if form else text
    return (brand[0] if len(brand) > 2 else "") + DOTS + (form.group() if form else "")


_PLACE = re.compile(r"(?:[^市州盟]{2,8}?(?:省|自治区))?[^省区市州盟]{2,10}?(?:自治州|[市州盟])")


def _address(text: str) -> str:
    place = _PLACE.match(text)
    return (place.group() if place else "") + DOTS


def _covered(_text: str) -> str:
    return DOTS


def _money(_text: str) -> str:
    return "•••"


_COVERS: dict[Kind, Callable[[str], str]] = {
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.RESIDENT_ID: _resident_id,
    Kind.CREDIT_CODE: _credit_code,
    Kind.BANK_ACCOUNT: _bank_account,
    Kind.WECHAT: _wechat,
    Kind.PERSON: _person,
    Kind.COMPANY: _company,
    Kind.ADDRESS: _address,
    Kind.MONEY: _money,
    Kind.TEXT: _covered,
}
