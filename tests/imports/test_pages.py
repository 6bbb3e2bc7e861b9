"""The pages of an import: what they refuse, in both languages, and what they never show."""

import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.models import User
from access.public_id import decode
from customers.imports import storage
from customers.models import Import, Job
from tests.cast import log_in
from tests.imports.pages import ImportPages
from tests.imports.test_northwind import CONSTANTS
from tests.ledger import events_of

ROWS = "id,名称,电话\nK1,泰和轴承,18612342917\nK2,海晟注塑,0574-86001234\n"


@pytest.fixture
def pages(importer: User) -> ImportPages:
    return ImportPages(log_in(importer))


def mapped(pages: ImportPages, content: bytes, name: str = "名片.csv") -> ImportPages:
    """As far as the check."""
    assert pages.upload(content, name).status_code == 302
    assert pages.settle("customers", "erp").status_code == 302
    columns = {"name": "名称", "phone": "电话", "external_id": "id"}
    answer = pages.columns(CONSTANTS | {"region": "江苏 无锡"}, columns)
    assert answer.status_code == 302
    return pages


def stored() -> set[str]:
    return {name for name, _ in storage.names()}


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        (b"", "empty_file", 422),
        (b"id,name\n", "heading_only", 422),
        (b"PK\x03\x04xlsx", "is_workbook", 422),
        ("名称,电话\n泰和轴承有限公司,1".encode() + b"\xe6\xb3", "bad_encoding", 422),
        (b'a,b\n"open,1\n' + b"x,1\n" * 60_000, "unclosed_quote", 422),
        (b"a," * 9_999 + b"b\n1,2\n", "too_many_columns", 422),
        (b"a,b\n1," + b"x" * 5_000_000 + b"\n", "cell_too_long", 422),
    ],
)
def test_bad_file_is_refused_with_its_reason_and_nothing_of_it_stays(
    pages: ImportPages, content: bytes, code: str, status: int
) -> None:
    before = stored()
    answer = pages.upload(content)
    assert (answer.status_code, answer.context["reason"].code) == (status, code)
    assert answer.context["reason"].what in answer.content.decode()
    assert stored() == before
    assert not Import.objects.exists()


def test_reason_is_said_in_english_to_who_reads_english(pages: ImportPages) -> None:
    pages.client.cookies["django_language"] = "en"
    answer = pages.upload(b"id,name\n")
    assert "The file has a heading and no rows" in answer.content.decode()


def test_file_over_the_limit_is_413_by_its_length_and_by_counted_bytes(
    pages: ImportPages, settings: LazySettings
) -> None:
    before = stored()
    settings.CUSTOS_UPLOAD_LIMIT = 1 << 20
    large = pages.upload(b"a,b\n" + b"1,2\n" * 600_000)
    assert (large.status_code, large.context["reason"].code) == (413, "too_large")
    slightly = pages.upload(b"a,b\n" + b"1,2\n" * ((1 << 18) + 1000))
    assert (slightly.status_code, slightly.context["reason"].code) == (413, "too_large")
    assert stored() == before


def test_upload_without_the_token_against_forgery_is_refused(importer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(importer)
    file = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
    assert client.post("/imports/new/", {"file": file}).status_code == 403
    assert not Import.objects.exists()


def test_who_may_not_import_finds_no_door(sales: User, importer: User, pages: ImportPages) -> None:
    mapped(pages, ROWS.encode())
    client = log_in(sales)
    for address in ("/imports/", "/imports/new/", pages.address, f"{pages.address}check/"):
        assert client.get(address).status_code == 403
    answer = client.post(f"{pages.address}start/")
    assert answer.status_code == 403
    (refused,) = events_of(answer.headers["X-Request-ID"])
    assert (refused.verb, refused.outcome) == ("IMPORT", "REFUSED")


def test_another_importer_gets_404_on_every_page(pages: ImportPages, data_steward: User) -> None:
    mapped(pages, ROWS.encode())
    job = pages.start()["Location"]
    client = log_in(data_steward)
    absent = client.get("/imports/0000-0000-0007/")
    for page in ("", "columns/", "values/", "check/", "refused.csv"):
        answer = client.get(f"{pages.address}{page}")
        assert answer.status_code == 404
    assert _words(client.get(pages.address)) == _words(absent)
    assert client.get(job).status_code == 404
    assert client.post(f"{job}cancel/").status_code == 404
    assert client.post(f"{pages.address}start/").status_code == 404


def _words(answer: object) -> str:
    text = answer.content.decode()  # type: ignore[attr-defined]
    main = text.replace(answer.headers["X-Request-ID"], "").split("<main")[-1]  # type: ignore[attr-defined]
    # A minute may end between two pages.
    return re.sub(r"\d\d:\d\d", "", main)


def test_gbk_file_is_shown_as_read_in_gb18030(pages: ImportPages) -> None:
    pages.upload(ROWS.encode("gbk"))
    page = pages.client.get(pages.address).content.decode()
    assert "GB18030" in page
    assert "泰和轴承" in page


def test_wrong_choice_of_encoding_is_refused_and_what_was_typed_stays(pages: ImportPages) -> None:
    pages.upload(ROWS.encode("gbk"))
    answer = pages.settle("customers", "my source", encoding="utf-8")
    assert (answer.status_code, answer.context["reason"].code) == (422, "bad_encoding")
    assert 'value="my source"' in answer.content.decode()


def test_missing_mapping_is_marked_where_it_is_missing(pages: ImportPages) -> None:
    pages.upload(ROWS.encode())
    pages.settle("customers", "erp")
    answer = pages.columns({"kind": "COMPANY"}, {"name": ""})
    assert answer.status_code == 422
    wrong = {row.field.name for row in answer.context["form"].rows if row.error}
    assert {"name", "industry", "tier", "lawful_basis", "business_line", "region"} <= wrong


def test_mapping_is_remembered_for_the_next_file_of_the_source(pages: ImportPages) -> None:
    mapped(pages, ROWS.encode())
    again = ImportPages(pages.client)
    again.upload((ROWS + "K3,鼎新,\n").encode())
    again.settle("customers", "erp")
    page = pages.client.get(f"{again.address}columns/")
    assert page.context["is_remembered"]
    chosen = {row.field.name: (row.chosen, row.constant) for row in page.context["form"].rows}
    assert chosen["tier"] == ("=", "tier:C")
    assert chosen["region"] == ("=", "江苏 无锡")


def test_refused_rows_come_as_a_table_without_values_that_no_spreadsheet_runs(
    pages: ImportPages,
) -> None:
    risky = "id,名称,\"=cmd|'/c calc'!A1\"\nK1,泰和轴承,no digits\n"
    pages.upload(risky.encode())
    pages.settle("customers", "erp")
    columns = {"name": "名称", "external_id": "id", "phone": "=cmd|'/c calc'!A1"}
    assert pages.columns(CONSTANTS | {"region": "DE"}, columns).status_code == 302
    answer = pages.client.get(f"{pages.address}refused.csv")
    text = b"".join(_chunks(answer)).decode("utf-8-sig")
    assert '"2","C =cmd' in text  # its letter stands before it: no cell starts with a sign
    assert "泰和" not in text
    assert "no digits" not in text
    assert not any(cell.startswith(('"=', '"+', '"-', '"@')) for cell in text.split(","))


def _chunks(answer: object) -> Iterator[bytes]:
    yield from answer.streaming_content  # type: ignore[attr-defined]


def test_job_page_polls_until_it_is_over_and_works_without_script(pages: ImportPages) -> None:
    mapped(pages, ROWS.encode())
    address = pages.start()["Location"]
    job = Job.objects.filter(pk=decode(address.rstrip("/").rsplit("/", 1)[-1]))
    job.update(state="RUNNING", done=1)
    page = pages.client.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert '<progress class="meter big" max="2" value="1"' in page
    part = pages.client.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part.headers
    job.update(state="DONE", done=2)
    over = pages.client.get(address, headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_list_shows_every_import_with_its_state(pages: ImportPages) -> None:
    assert "还没有导入过文件" in pages.client.get("/imports/").content.decode()
    mapped(pages, ROWS.encode())
    assert "已校验，未开始" in pages.client.get("/imports/").content.decode()
    pages.start()
    page = pages.client.get("/imports/").content.decode()
    assert "已写入" in page
    assert "名片.csv" in page
