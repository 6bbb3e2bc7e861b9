"""The encoding of an uploaded file: by its mark, then strict UTF-8, then strict GB18030."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field

from customers.imports.errors import FileRefused

# The names under which people know them.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "gb18030": "GB18030",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# So many characters beyond ASCII that are right UTF-8 are no accident: what follows is damaged,
# and reading it as GB18030 would show other characters without a word.
_NO_ACCIDENT = 8


@dataclass
class _Attempt:
    """Strict decoding of the file in one encoding, up to its first error."""

    encoding: str
    line: int = 1
    wide: int = 0
    failed_at: int | None = None
    byte: int = 0
    cut_short: bool = False
    _decoder: codecs.IncrementalDecoder = field(init=False)

    def __post_init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder(self.encoding)("strict")

    def feed(self, block: bytes, *, final: bool = False) -> None:
        if self.failed_at is not None:
            return
        try:
            text = self._decoder.decode(block, final)
        except UnicodeDecodeError as failure:
            text = failure.object[: failure.start].decode(self.encoding)
            self.failed_at, self.byte = failure.start, failure.object[failure.start]
            self.cut_short = final
        self.line += text.count("\n")
        if self.wide < _NO_ACCIDENT:
            self.wide += sum(1 for char in text if char > "\x7f")

    def refusal(self) -> FileRefused:
        return FileRefused("bad_encoding", line=self.line, byte=f"0x{self.byte:02X}")


def detect_encoding(blocks: Iterable[bytes]) -> str:
    """Read the whole file; the encoding in which all of it is right.

    Raises FileRefused, which names the line and the byte.
    """
    attempts: list[_Attempt] = []
    for block in blocks:
        if not attempts:
            attempts = [_Attempt(name) for name in _candidates(block)]
        for attempt in attempts:
            attempt.feed(block)
    if not attempts:
        raise FileRefused("empty_file")
    for attempt in attempts:
        attempt.feed(b"", final=True)
    return _choose(attempts)


def check_encoding(blocks: Iterable[bytes], encoding: str) -> None:
    """Read the whole file in an encoding that a person chose. Raises FileRefused."""
    attempt = _Attempt(encoding)
    for block in blocks:
        attempt.feed(block)
    attempt.feed(b"", final=True)
    if attempt.failed_at is not None:
        raise attempt.refusal()


def _candidates(start: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return (encoding,)
    sample = start[:2000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(sample) >= 8 and zeros.count(0) * 2 > len(zeros):
            return (encoding,)
    return ("utf-8", "gb18030")


def _choose(attempts: list[_Attempt]) -> str:
    first = attempts[0]
    right = [attempt for attempt in attempts if attempt.failed_at is None]
    if first in right or len(attempts) == 1:
        if first.failed_at is not None:
            raise first.refusal()
        return first.encoding
    damaged = first.wide >= _NO_ACCIDENT or (first.cut_short and first.wide > 0)
    if damaged or not right:
        raise max(attempts, key=lambda one: one.line).refusal() if not damaged else first.refusal()
    return right[0].encoding
