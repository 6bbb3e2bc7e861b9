"""The search index: what a name can be found by, and what a query must contain.

Terms go into an array under GIN and narrow the rows down; the needles of a query are then looked
for in the index text, so that terms met in the wrong order don't count.

    h:锡泰  two consecutive Han characters
    t:xit   three consecutive letters of the pinyin (or words) run together, or of the initials
    i:xt    two consecutive initials, or the first two letters from any unit on
"""

from collections.abc import Iterable
from typing import NamedTuple

from customers.pronunciation import HAN_RUN, RUN, Unit, fold, plain, pronunciations

LONGEST_QUERY = 100
LONGEST_KEY = 200


class Query(NamedTuple):
    """A row matches if it has all the terms and its index text contains all the needles."""

    terms: tuple[str, ...]
    needles: tuple[str, ...]


def index_text(name: str, short_name: str = "") -> str:
    """Join everything that a needle may be found in: folded names, their pinyin, their initials."""
    folded = [fold(text).replace("|", " ") for text in (name, short_name)]
    spoken = [part for text in folded for sounds in _spellings(text) for part in _joined(sounds)]
    return "|".join(dict.fromkeys(part for part in folded + spoken if part))


def index_terms(name: str, short_name: str = "") -> list[str]:
    """List the terms of a customer's names, sorted, each once."""
    terms: set[str] = set()
    for text in dict.fromkeys((fold(name), fold(short_name))):
        for run in HAN_RUN.findall(text):
            terms.update(_grams("h:", run, 2))
        for sounds in _spellings(text):
            terms.update(_sound_terms(sounds))
    return sorted(terms)


def query_terms(text: str) -> Query | None:
    """Read a query; its parts, divided by blanks, must all match. None: too short to search."""
    terms: dict[str, None] = {}
    needles: dict[str, None] = {}
    for run in RUN.finditer(fold(text[:LONGEST_QUERY])):
        if run["han"]:
            needles[run["han"]] = None
            terms.update(dict.fromkeys(_grams("h:", run["han"], 2)))
            continue
        for piece in filter(None, map(plain, run["other"].split())):
            needles[piece] = None
            grams = _grams("t:", piece, 3) if len(piece) > 2 else _grams("i:", piece, 2)
            terms.update(dict.fromkeys(grams))
    return Query(tuple(terms), tuple(needles)) if terms else None


def sort_key(name: str) -> str:
    """Spell a name so that byte order is the order of a Chinese dictionary.

    Syllable, tone, then the character, so that equal sounds stay apart: zhang1张 wei3伟. Words of
    other letters stand among the syllables; characters without a known sound stand last.
    """
    units = pronunciations(fold(name))[0]
    return " ".join(_sort_token(unit) for unit in units[:60])[:LONGEST_KEY]


def _sort_token(unit: Unit) -> str:
    if unit.tone:
        return f"{unit.sound}{unit.tone}{unit.written}"
    return unit.sound or f"~{unit.written}"


def _spellings(text: str) -> Iterable[tuple[str, ...]]:
    """The sounds of each pronunciation; who can't type ü writes v or u."""
    for units in pronunciations(text):
        sounds = tuple(unit.sound for unit in units if unit.sound)
        yield sounds
        spoken = tuple(
            unit.sound.replace("v", "u") if unit.tone else unit.sound
            for unit in units
            if unit.sound
        )
        if spoken != sounds:
            yield spoken


def _joined(sounds: tuple[str, ...]) -> tuple[str, str]:
    return "".join(sounds), "".join(sound[0] for sound in sounds)


def _sound_terms(sounds: tuple[str, ...]) -> Iterable[str]:
    joined, initials = _joined(sounds)
    yield from _grams("t:", joined, 3)
    yield from _grams("t:", initials, 3)
    yield from _grams("i:", initials, 2)
    start = 0
    for sound in sounds:
        if len(pair := joined[start : start + 2]) == 2:
            yield f"i:{pair}"
        start += len(sound)


def _grams(prefix: str, text: str, length: int) -> list[str]:
    return [prefix + text[at : at + length] for at in range(len(text) - length + 1)]
