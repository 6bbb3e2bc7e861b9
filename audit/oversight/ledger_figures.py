"""Figures over the ledger: today in numbers, four weeks by hour and weekday, and by reader."""

from dataclasses import dataclass

from audit.ledger.event import Verb
from audit.oversight.ledger_reading import select

READS = [Verb.READ.value, Verb.PAGE.value, Verb.REVEAL.value, Verb.READERS.value]
ZONE = "Asia/Shanghai"
SHADES = 7


@dataclass(frozen=True)
class Figures:
    """Today's counts; `open` counts intents without a result that are older than a minute."""

    reads: int
    reveals: int
    refusals: int
    records: int
    people: int
    open: int


@dataclass(frozen=True)
class HeatCell:
    """How often was read in this hour of this weekday, over four weeks; the shade is 0 to 7."""

    hour: int
    count: int
    shade: int


@dataclass(frozen=True)
class ReaderBar:
    """A reader's accesses and different records over four weeks; the width is 0 to 100."""

    actor: str
    reads: int
    records: int
    width: int


def figures_of_today(hidden: list[str]) -> Figures:
    """Counted since midnight in Shanghai. Raises LedgerUnavailable."""
    sql = """
        WITH today AS (
            SELECT e.verb, e.outcome, e.actor, e.ids,
                   coalesce((e.body->>'counted')::bigint, 1) AS times FROM ledger.event e
            WHERE e.at >= date_trunc('day', now(), %s) AND e.kind <> 'RESULT'
              AND e.purpose <> ALL (%s))
        SELECT count(*) FILTER (WHERE verb = ANY (%s) AND outcome IS DISTINCT FROM 'REFUSED'),
               count(*) FILTER (WHERE verb = 'REVEAL' AND outcome IS DISTINCT FROM 'REFUSED'),
               coalesce(sum(times) FILTER (WHERE outcome = 'REFUSED'), 0)::bigint,
               (SELECT count(DISTINCT id) FROM today, unnest(ids) id
                WHERE verb = ANY (%s) AND outcome IS DISTINCT FROM 'REFUSED'),
               count(DISTINCT actor) FILTER (WHERE verb = ANY (%s)),
               (SELECT count(*) FROM ledger.event i WHERE i.kind = 'INTENT'
                  AND i.at BETWEEN now() - interval '1 day' AND now() - interval '1 minute'
                  AND NOT EXISTS (SELECT FROM ledger.event r WHERE r.intent = i.id))
        FROM today
    """
    ((*counts,),) = select(sql, [ZONE, hidden, READS, READS, READS])
    return Figures(*counts)


def heat_of_weeks(hidden: list[str]) -> list[list[HeatCell]]:
    """Seven rows from Monday on, 24 cells each. Raises LedgerUnavailable."""
    sql = """
        SELECT extract(isodow FROM e.at AT TIME ZONE %s)::int - 1,
               extract(hour FROM e.at AT TIME ZONE %s)::int, count(*)
        FROM ledger.event e
        WHERE e.at >= now() - interval '28 days' AND e.kind = 'INTENT' AND e.verb = ANY (%s)
          AND e.purpose <> ALL (%s) GROUP BY 1, 2
    """
    counts = {(day, hour): n for day, hour, n in select(sql, [ZONE, ZONE, READS, hidden])}
    most = max(counts.values(), default=1)
    return [
        [_cell(hour, counts.get((day, hour), 0), most) for hour in range(24)] for day in range(7)
    ]


def readers_of_weeks(hidden: list[str], *, most_shown: int = 10) -> list[ReaderBar]:
    """Those who read most records over four weeks. Raises LedgerUnavailable."""
    sql = """
        SELECT e.actor, count(DISTINCT e.id), count(DISTINCT seen.record)
        FROM ledger.event e, unnest(e.ids) seen(record)
        WHERE e.at >= now() - interval '28 days' AND e.kind = 'INTENT' AND e.verb = ANY (%s)
          AND e.purpose <> ALL (%s) GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT %s
    """
    rows = select(sql, [READS, hidden, most_shown])
    most = max((records for _, _, records in rows), default=1)
    return [
        ReaderBar(actor, reads, records, round(100 * records / most))
        for actor, reads, records in rows
    ]


def _cell(hour: int, count: int, most: int) -> HeatCell:
    return HeatCell(hour, count, 0 if not count else 1 + round((SHADES - 1) * count / most))
