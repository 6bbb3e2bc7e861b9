"""Raw SQL as the application's role asks every protected table for rows: an error or none."""

import pytest

from audit.ledger.wall import Wall
from config.policies import WALLS
from tests.walls.arena import CANARIES, Arena
from tests.walls.attacks import USELESS, attack, target_of
from tests.walls.forms import FORMS, READS, REFUSED, Form, ask

TABLES = pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.table)


@pytest.fixture(scope="module")
def useless(arena: Arena) -> dict[str, object]:
    """One of each kind, for the whole module: none of them gets better by waiting."""
    return {name: make(arena) for name, make in USELESS.items()}


@TABLES
def test_each_table_has_rows_of_both_customers(arena: Arena, wall: Wall) -> None:
    """An attack on an empty table proves nothing: see tests/walls/arena.py for a new one."""
    assert arena.rows(wall, arena.mine)
    assert arena.rows(wall, arena.theirs)


@pytest.mark.parametrize("form", FORMS, ids=str)
@TABLES
def test_nothing_is_seen_without_an_open_ticket(
    arena: Arena, useless: dict[str, object], wall: Wall, form: Form
) -> None:
    target = target_of(arena, wall)
    for name, ticket in useless.items():
        assert attack(arena, target, form, ticket) == [], name


@pytest.mark.parametrize("form", READS, ids=str)
@TABLES
def test_form_sees_rows_under_a_ticket_that_names_them(
    arena: Arena, wall: Wall, form: Form
) -> None:
    """So that none of the forms is refused for another reason than the missing ticket."""
    ticket = arena.ticket("READ", arena.mine, arena.theirs)
    with arena.acting("app", ticket) as cursor:
        assert ask(cursor, target_of(arena, wall).statements(form))


@pytest.mark.parametrize("form", FORMS, ids=str)
@TABLES
def test_ticket_shows_its_own_ids_and_no_other(arena: Arena, wall: Wall, form: Form) -> None:
    target, ticket = target_of(arena, wall), arena.ticket("READ", arena.mine)
    seen = attack(arena, target, form, ticket)
    if form.name == "explain analyze":  # says how many rows it kept: none
        seen = [row for row in seen if "rows=0" not in str(row) and "actual" in str(row)]
        assert not [row for row in seen if wall.table in str(row)]
        return
    text = str(seen)
    assert str(arena.theirs) not in text
    assert CANARIES["theirs"] not in text
    if ("{theirs" in form.sql and "ARRAY" not in form.sql) or form in REFUSED:
        assert seen == []


@TABLES
def test_ticket_shows_every_row_of_its_ids(arena: Arena, wall: Wall) -> None:
    with arena.acting("app", arena.ticket("READ", arena.mine)) as cursor:
        cursor.execute(f"SELECT count(*) FROM {wall.table}")
        assert cursor.fetchone() == (len(arena.rows(wall, arena.mine)),)


@TABLES
def test_owner_is_held_to_tickets_too(arena: Arena, useless: dict[str, object], wall: Wall) -> None:
    target = target_of(arena, wall)
    for name, ticket in useless.items():
        for form in READS:
            assert attack(arena, target, form, ticket, role="owner") == [], (name, form.name)
