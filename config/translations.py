"""python -m config.translations [check]: compile the Chinese texts; say which are missing."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
APPS = ("config", "audit", "access", "customers", "imports")
LANGUAGE = "zh_Hans"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Text:
    """An English text as the code has it, with its context."""

    msgid: str
    context: str | None = None


def main() -> int:
    """Compile; with `check`, fail where a text is not fit for release."""
    troubles = list(find_troubles(compile_all()))
    sys.stdout.writelines(f"{trouble}\n" for trouble in troubles)
    return 1 if troubles and "check" in sys.argv[1:] else 0


def compile_all() -> dict[str, Catalog]:
    """Write what Django reads; the texts of every app."""
    catalogues = read_catalogues()
    for app, catalogue in catalogues.items():
        _path(app).parent.mkdir(parents=True, exist_ok=True)
        with _path(app).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return catalogues


def find_troubles(catalogues: dict[str, Catalog]) -> Iterator[str]:
    """What is missing, doubtful, said twice, or lost a placeholder."""
    known = Counter(
        _text(message) for messages in catalogues.values() for message in _all(messages)
    )
    for text, times in known.items():
        if times > 1:
            yield f"stands in {times} catalogues: {text.msgid!r}"
    for text in sorted(_extracted() - set(known), key=lambda text: text.msgid):
        context = f" (context {text.context})" if text.context else ""
        yield f"no Chinese for {text.msgid!r}{context}"
    for app, catalogue in catalogues.items():
        for message in _all(catalogue):
            yield from _doubts(app, message)


def read_catalogues() -> dict[str, Catalog]:
    """The texts of every app."""
    return {app: _read(app) for app in APPS}


def _doubts(app: str, message: Message) -> Iterator[str]:
    english, chinese = _forms(message.id), _forms(message.string or "")
    if not all(chinese):
        yield f"no Chinese for {english[0]!r}"
    elif message.fuzzy:
        yield f"{app}: fuzzy: {english[0]!r}"
    # The last English form is the plural, which has every placeholder.
    elif {_placeholders(form) for form in chinese} != {_placeholders(english[-1])}:
        yield f"{app}: other placeholders: {english[0]!r}"


def _forms(text: "str | tuple[str, ...] | list[str]") -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in PLACEHOLDER.finditer(text))


def _all(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _text(message: Message) -> Text:
    return Text(_forms(message.id)[0], message.context)


def _path(app: str) -> Path:
    return PROJECT / "locale" / app / LANGUAGE / "LC_MESSAGES" / "django.po"


def _read(app: str) -> Catalog:
    path = _path(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def _extracted() -> set[Text]:
    return {text for source in _sources() for text in _texts_in(source)}


def _sources() -> Iterator[str]:
    for path in sorted((PROJECT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            # In brackets, because its indentation follows the markup.
            yield f"({templatize(path.read_text(), origin=str(path))})"
    for app in APPS:
        for path in sorted((PROJECT / app).rglob("*.py")):
            yield path.read_text()


def _texts_in(source: str) -> Iterator[Text]:
    code = BytesIO(source.encode())
    for _line, found, _comments, context in extract("python", code, KEYWORDS):
        msgid = found if isinstance(found, str) else found[0]
        if msgid:
            yield Text(msgid, context)


if __name__ == "__main__":
    sys.exit(main())
