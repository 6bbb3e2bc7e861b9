"""Reading what people upload: encodings, delimiters, and everything that is wrong with a file."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from customers.imports import storage
from customers.imports.delimiter import detect_delimiter, head_of, looks_like_heading, sample_rows
from customers.imports.encoding import check_encoding, detect_encoding
from customers.imports.errors import FileRefused
from customers.imports.storage import Sealing
from customers.imports.table import Row, read_rows

TEXT = "客户名称,电话\n无锡泰和轴承有限公司,0510-83001234\n宁波海晟注塑机械有限公司,0574-1\n" * 3


def blocks(content: bytes, size: int = 7) -> Iterator[bytes]:
    """The content in small pieces, so that characters are cut in two."""
    return (content[at : at + size] for at in range(0, len(content), size))


def rows(content: bytes, encoding: str = "utf-8", delimiter: str = ",") -> list[Row]:
    return list(read_rows(blocks(content), encoding, delimiter))


@pytest.mark.parametrize(
    ("encoded", "expected"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gbk"), "gb18030"),
        ("名称,备注\n𠮷野家,𫠉\n".encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        ("name,phone\nTaihe,1\n".encode("utf-16-le"), "utf-16-le"),
        (b"name,phone\nTaihe,1\n", "utf-8"),
    ],
)
def test_encoding_is_found_and_no_mark_enters_the_first_heading(
    encoded: bytes, expected: str
) -> None:
    found = detect_encoding(iter([encoded]))
    assert found == expected
    assert rows(encoded, found)[0].cells[0] in {"客户名称", "名称", "name"}


def test_utf8_cut_in_the_middle_is_refused_with_its_line_and_byte() -> None:
    cut = TEXT.encode() + "某".encode()[:2]
    with pytest.raises(FileRefused) as refused:
        detect_encoding(blocks(cut))
    assert (refused.value.code, refused.value.line) == ("bad_encoding", 10)
    assert refused.value.detail == {"byte": "0xE6"}


def test_utf8_damaged_in_the_middle_is_not_read_as_chinese_of_another_encoding() -> None:
    damaged = TEXT.encode() + "泰和".encode("gbk") + b"\n" + TEXT.encode()
    with pytest.raises(FileRefused) as refused:
        detect_encoding(blocks(damaged))
    assert (refused.value.code, refused.value.line) == ("bad_encoding", 10)


def test_gbk_cut_in_the_middle_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        detect_encoding(blocks(TEXT.encode("gbk") + b"\x81"))
    assert (refused.value.code, refused.value.line) == ("bad_encoding", 10)
    assert refused.value.detail == {"byte": "0x81"}


def test_encoding_that_a_person_chose_is_checked_too() -> None:
    check_encoding(blocks(TEXT.encode("gbk")), "gb18030")
    with pytest.raises(FileRefused):
        check_encoding(blocks(TEXT.encode("gbk")), "utf-8")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_delimiter_is_found(delimiter: str) -> None:
    text = delimiter.join(["甲", "乙", "丙"]) + "\n" + delimiter.join(["1", "2,5", "3"]) + "\n"
    assert detect_delimiter(text.encode(), "utf-8") == delimiter


def test_runs_of_blanks_are_columns_where_nothing_else_is() -> None:
    text = b" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n"
    assert detect_delimiter(text, "utf-8") == " "
    found = rows(text, delimiter=" ")
    assert found[1] == Row(2, ("00004", "0001", "19970118", "2", "29.73"))
    assert not looks_like_heading(found[0])


def test_heading_is_told_from_a_row() -> None:
    assert looks_like_heading(Row(1, ("客户名称", "电话")))
    assert not looks_like_heading(Row(1, ("泰和", "0510-83001234")))
    assert not looks_like_heading(Row(1, ("泰和", "")))


def test_rows_know_their_lines_across_quoted_line_ends_and_blank_lines() -> None:
    found = rows(b'a,b\r\n"x\ny",2\r\n\r\n , \r\nz,3\r\n')
    assert [(row.line, row.cells) for row in found] == [
        (1, ("a", "b")),
        (2, ("x\ny", "2")),
        (6, ("z", "3")),
    ]


def test_old_line_ends_are_line_ends() -> None:
    assert [row.cells for row in rows(b"a,b\rc,d\r")] == [("a", "b"), ("c", "d")]


def test_line_separator_inside_a_cell_ends_no_row() -> None:
    assert rows("a\u2028b,c\n".encode())[0].cells == ("a\u2028b", "c")


def test_unclosed_quote_is_named_with_the_line_where_it_opens() -> None:
    for rest in (b"x,1\n", b"x,1\n" * 60_000):
        with pytest.raises(FileRefused) as refused:
            rows(b'a,b\nc,d\n"open,e\n' + rest)
        assert (refused.value.code, refused.value.line) == ("unclosed_quote", 3)


def test_text_behind_a_quote_is_a_trouble_of_its_row_alone() -> None:
    found = rows(b'a,b\n"c"x,d\ne,f\n')
    assert [row.trouble for row in found] == [None, ("bad_quote", 0), None]
    assert found[2] == Row(3, ("e", "f"))


def test_nul_and_long_cells_are_troubles_of_their_cells() -> None:
    found = rows(b"a,b\nc,d\0e\n" + b"f," + b"x" * 10_001 + b"\ng," + b"y" * 200_000 + b"\n")
    assert [row.trouble for row in found[1:]] == [
        ("nul_character", 2),
        ("cell_too_long", 2),
        ("cell_too_long", 0),
    ]


def test_cell_of_five_million_characters_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        list(read_rows([b"a,b\nc," + b"x" * 5_000_000 + b"\n"], "utf-8", ","))
    assert (refused.value.code, refused.value.line) == ("cell_too_long", 2)


@pytest.mark.parametrize("columns", [201, 10_000, 2_000_000])
def test_too_many_columns_are_refused(columns: int) -> None:
    with pytest.raises(FileRefused) as refused:
        list(read_rows([b"a," * (columns - 1) + b"b\n"], "utf-8", ","))
    assert (refused.value.code, refused.value.detail["limit"]) == ("too_many_columns", 200)


def test_file_lies_sealed_and_comes_back_whole(settings: LazySettings) -> None:
    sealing = Sealing()
    content = TEXT.encode() * 20_000
    for block in blocks(content, 100_000):
        sealing.take(block)
    stored = sealing.close()
    place = storage.folder() / stored.name
    assert place.stat().st_mode & 0o777 == 0o600
    assert "泰和".encode() not in place.read_bytes()
    assert b"".join(storage.blocks_of(stored.name, stored.digest)) == content
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(reversed(lines)))
    with pytest.raises(FileRefused) as refused:
        list(storage.blocks_of(stored.name, stored.digest))
    assert refused.value.code == "file_gone"
    storage.delete(stored.name)
    assert not place.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"PK\x03\x04...", "is_workbook"), (b"%PDF-1.7", "no_table")],
)
def test_what_is_no_table_of_text_is_refused_at_once(content: bytes, code: str) -> None:
    sealing = Sealing()
    with pytest.raises(FileRefused) as refused:  # noqa: PT012 - either call may refuse
        sealing.take(content)
        sealing.close()
    assert refused.value.code == code
    sealing.abandon()


def test_file_past_the_limit_is_cut_off_while_it_comes(settings: LazySettings) -> None:
    settings.CUSTOS_UPLOAD_LIMIT = 3 << 20
    sealing = Sealing()
    with pytest.raises(FileRefused) as refused:  # noqa: PT012
        for _ in range(10):
            sealing.take(b"x" * (1 << 20))
    assert (refused.value.code, refused.value.detail) == ("too_large", {"limit": 3})
    sealing.abandon()
    assert not (storage.folder() / sealing.name).exists()


def test_head_of_a_long_file_ends_with_a_whole_line() -> None:
    head = head_of(iter([b"a,b\nc,d\ne", b",f\n"]), "utf-8")
    assert [row.cells for row in sample_rows(head, "utf-8", ",")] == [("a", "b"), ("c", "d")]
    assert head_of(iter([b"a,b\nc,d"]), "utf-8") == b"a,b\nc,d"
