"""Names, numbers and addresses of invented people and companies.

Every number is fictitious on its face: mobiles have 0000 in the middle, landlines begin with
555, ids have the sequence 000 that no person gets, mail lives under .example.
"""

from typing import NamedTuple

from customers.credit_code import credit_check, resident_check
from customers.demo.chance import Chance
from customers.demo.words import (
    BRAND_FIRST,
    BRAND_SECOND,
    DISTRICTS,
    GIVEN_FIRST,
    GIVEN_SECOND,
    ROADS,
    SEVEN_DIGIT_AREAS,
    SURNAMES,
    City,
)
from customers.drafts import PointDraft
from customers.pronunciation import pronunciations

_MOBILES = "130 131 135 136 137 138 139 150 151 158 159 177 180 186 188 189".split()  # noqa: SIM905
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _sounds(characters: str) -> dict[str, str]:
    return {char: pronunciations(char)[0][0].sound for char in characters}


_SOUNDS = _sounds(BRAND_FIRST + BRAND_SECOND + SURNAMES + GIVEN_FIRST + GIVEN_SECOND)


class Name(NamedTuple):
    """A name as written, and as it is spelled in an address."""

    written: str
    spelled: str


def person_name(chance: Chance) -> Name:
    """Draw a Chinese name of two or three characters; 孙立群 is spelled sunlq."""
    surname = chance.pick(SURNAMES)
    given = chance.pick(GIVEN_SECOND)
    if chance.whether(0.8):
        given = chance.pick(GIVEN_FIRST) + given
    return Name(surname + given, spell(surname) + "".join(spell(char)[0] for char in given))


def brand_name(chance: Chance) -> Name:
    """Draw a brand of two characters."""
    brand = chance.pick(BRAND_FIRST) + chance.pick(BRAND_SECOND)
    return Name(brand, spell(brand))


def spell(text: str) -> str:
    """Spell Chinese characters as they stand in an address."""
    sounds = (_SOUNDS.get(char) or pronunciations(char)[0][0].sound for char in text)
    return "".join(sounds).replace("v", "u")


def mobile(chance: Chance) -> PointDraft:
    """Draw a well-formed mobile number that nobody has."""
    return PointDraft(means="phone", value=f"{chance.pick(_MOBILES)}0000{chance.digits(4)}")


def landline(chance: Chance, city: City) -> PointDraft:
    """Draw a landline of the city."""
    first = "555" if city.area in SEVEN_DIGIT_AREAS else "5555"
    return PointDraft(means="phone", value=f"{city.area}-{first}{chance.digits(4)}")


def email(local: str, domain: str) -> PointDraft:
    """Write an address under .example."""
    return PointDraft(means="email", value=f"{local}@{domain}.example")


def wechat(chance: Chance, name: Name) -> PointDraft:
    """Write a WeChat id."""
    return PointDraft(means="wechat", value=f"{name.spelled}_{chance.digits(4)}")


def credit_code(chance: Chance, region: str) -> str:
    """Write a well-formed unified social credit code."""
    body = "".join(chance.pick(_CODE_LETTERS) for _ in range(4))
    first = f"91{region[:4]}06MA000{body}"
    return first + credit_check(first)


def resident_id(chance: Chance, region: str) -> str:
    """Write a well-formed resident id that nobody has."""
    day = f"{1960 + int(chance.random() * 40)}{1 + int(chance.random() * 12):02}"
    first = f"{region[:4]}06{day}{1 + int(chance.random() * 28):02}000"
    return first + resident_check(first)


def bank_account(chance: Chance) -> str:
    """Write an account number of a bank that does not exist."""
    return f"62000000{chance.digits(11)}"


def address(chance: Chance, city: City) -> str:
    """Write an address in one of the parks that every city has."""
    number = 1 + int(chance.random() * 998)
    return f"{city.name}市{chance.pick(DISTRICTS)}{chance.pick(ROADS)} {number} 号"
