"""How a name is read aloud: folded text, its units, and the sounds of each.

A unit is one Han character or one word of other letters and digits. Only names of persons have
surnames, and only short names can be names of persons.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict
from pypinyin.seg.mmseg import seg

# The basic block, its extensions A to J, the compatibility ideographs and the zero.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN_RUN = re.compile(f"[{_HAN}]+")
RUN = re.compile(f"(?P<han>[{_HAN}]+)|(?P<other>[^{_HAN}]+)")
_WORD = re.compile(r"[^\W_]+")

# Places and words of the trade that the dictionary reads otherwise.
load_phrases_dict(
    {
        "朝阳": [["cháo"], ["yáng"]],
        "长治": [["cháng"], ["zhì"]],
        "浚县": [["xùn"], ["xiàn"]],
        "涡阳": [["guō"], ["yáng"]],
        "繁峙": [["fán"], ["shì"]],
        "漯河": [["luò"], ["hé"]],
        "解州": [["xiè"], ["zhōu"]],
        "调速": [["tiáo"], ["sù"]],
        "给水": [["jǐ"], ["shuǐ"]],
        "大厦": [["dà"], ["shà"]],
    }
)
load_single_dict({0x20BB7: "jí"})

# Read so at the head of a person's name only.
_SURNAMES = {
    "单": "shan4", "曾": "zeng1", "解": "xie4", "仇": "qiu2", "查": "zha1", "区": "ou1",
    "朴": "piao2", "盖": "ge3", "翟": "zhai2", "乐": "yue4", "员": "yun4", "缪": "miao4",
    "召": "shao4", "冼": "xian3", "黑": "he4", "种": "chong2", "秘": "bi4", "折": "she2",
    "繁": "po2", "覃": "qin2", "会": "gui4", "车": "che1", "谌": "chen2", "尉": "yu4",
}  # fmt: skip


class Unit(NamedTuple):
    """One Han character or one word, as written and as spoken; `tone` is empty for words."""

    written: str
    sound: str
    tone: str


def fold(text: str) -> str:
    """Write equal text equally: width, composition, capitals, blanks and invisible signs."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    visible = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).split())


def plain(text: str) -> str:
    """Keep the letters and digits of folded text, without accents and punctuation."""
    parted = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parted if char.isalnum())


@lru_cache(maxsize=1024)
def pronunciations(text: str) -> tuple[tuple[Unit, ...], ...]:
    """Read a folded name; the likeliest pronunciation first. A surname may give it a second one."""
    usual = tuple(_units(text))
    if not 2 <= len(text) <= 4 or text[0] not in _SURNAMES or not HAN_RUN.fullmatch(text):
        return (usual,)
    surname = _SURNAMES[text[0]]
    as_person = (Unit(text[0], surname[:-1], surname[-1]), *usual[1:])
    return (as_person,) if as_person == usual else (as_person, usual)


def _units(text: str) -> list[Unit]:
    units: list[Unit] = []
    for run in RUN.finditer(text):
        if run["han"]:
            units += [unit for phrase in seg.cut(run["han"]) for unit in _phrase(phrase)]
        else:
            words = (plain(word) for word in _WORD.findall(run["other"]))
            units += [Unit(word, word, "") for word in words if word]
    return units


@lru_cache(maxsize=65_536)
def _phrase(phrase: str) -> tuple[Unit, ...]:
    sounds = lazy_pinyin(phrase, style=Style.TONE3, neutral_tone_with_five=True, errors=_silent)  # type: ignore[arg-type]
    return tuple(
        Unit(char, sound[:-1], sound[-1:]) for char, sound in zip(phrase, sounds, strict=True)
    )


def _silent(rare: str) -> list[str]:
    # A list is taken for one sound each, although the library's annotation knows strings only.
    return [""] * len(rare)
