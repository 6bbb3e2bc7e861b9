"""No value of a row reaches the log, whatever the database says of an error."""

import json
import logging
from pathlib import Path

import pytest
import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction


@pytest.fixture
def formatter() -> logging.Formatter:
    """As every handler of the console has it."""
    given = dict(settings.LOGGING["formatters"]["json"])
    made: logging.Formatter = given.pop("()")(**given)
    return made


def line_of(formatter: logging.Formatter, failure: BaseException) -> str:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Internal Server Error", (), None
    )
    record.exc_info = (type(failure), failure, failure.__traceback__)
    return formatter.format(record)


FAILING = [
    "INSERT INTO access_purpose (code, name_zh, name_en, is_discreet, position)"
    " VALUES ('泰和秘密', '泰和秘密', NULL, false, 1)",
    "INSERT INTO access_limits VALUES ('泰和秘密', 'x', now()), ('泰和秘密', 'x', now())",
    "SELECT id FROM access_company WHERE name_zh = '泰和秘密' AND nothing",
]


def fail(sql: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as failed, transaction.atomic():
        connection.cursor().execute(sql)
    assert "泰和秘密" in str(failed.value), "the database itself says it"
    return failed.value


@pytest.mark.parametrize("sql", FAILING)
def test_failing_row_stays_out(db: None, formatter: logging.Formatter, sql: str) -> None:
    line = line_of(formatter, fail(sql))
    assert "泰和秘密" not in line
    assert "left out" in line
    assert json.loads(line)["level"] == "error"


@pytest.mark.parametrize("sql", FAILING)
def test_failing_row_stays_out_of_the_servers_log(db: None, sql: str) -> None:
    log = Path(settings.CUSTOS_RUN) / "logs" / "postgresql.log"
    if not log.exists():
        pytest.skip("the server is not ours: its log is elsewhere")
    before = log.stat().st_size
    fail(sql)
    said = log.read_bytes()[before:].decode(errors="replace")
    assert "ERROR" in said
    assert "泰和秘密" not in said


def test_our_own_lines_are_json_through_the_standard_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        structlog.get_logger("custos").warning("said", number=7)
    assert [record.name for record in caplog.records] == ["custos"]
