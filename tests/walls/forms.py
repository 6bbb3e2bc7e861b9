"""The ways to ask a table for rows in SQL. Each answers rows exactly when something is seen."""

from dataclasses import dataclass

from psycopg2.extensions import cursor as Cursor

from audit.ledger.wall import Wall


@dataclass(frozen=True)
class Form:
    """Statements of which the last one answers; `{t}` is the table, `{key}` and `{pk}` name a row
    of the customer that no ticket names, `{column}` holds the id that a ticket must name."""

    name: str
    sql: str

    def __str__(self) -> str:
        return self.name


READS = (
    Form("whole table", "TABLE {t}"),
    Form("primary key", "SELECT * FROM {t} WHERE {key} = '{pk}'"),
    Form("customer's id", "SELECT * FROM {t} WHERE {column} = {theirs}"),
    Form("physical place", "SELECT * FROM {t} WHERE ctid >= '(0,1)'"),
    Form("any of a list", "SELECT * FROM {t} WHERE {column} = ANY (ARRAY[{theirs}, {mine}])"),
    Form("count", "SELECT n FROM (SELECT count(*) n FROM {t} WHERE {theirs_only}) x WHERE n > 0"),
    Form("exists", "SELECT 1 WHERE EXISTS (SELECT FROM {t} WHERE {theirs_only})"),
    Form("not in", "SELECT 1 WHERE {theirs} IN (SELECT {column} FROM {t})"),
    Form("aggregate",
         "SELECT m FROM (SELECT string_agg(t::text, '') m FROM {t} t) x WHERE m <> ''"),
    Form("json", "SELECT j FROM (SELECT jsonb_agg(t) j FROM {t} t) x WHERE j IS NOT NULL"),
    Form("window", "SELECT t::text, row_number() OVER () FROM {t} t"),
    Form("subquery", "SELECT * FROM (SELECT * FROM {t} OFFSET 0) x"),
    Form("CTE", "WITH seen AS MATERIALIZED (SELECT * FROM {t}) SELECT * FROM seen"),
    Form("recursive CTE",
         "WITH RECURSIVE r AS (SELECT {column} c FROM {t} UNION SELECT c FROM r) SELECT * FROM r"),
    Form("join", "SELECT t.* FROM {t} t JOIN access_user u ON true"),
    Form("lateral", "SELECT x.* FROM access_user u, LATERAL (SELECT * FROM {t} LIMIT 9) x"),
    Form("outer join",
         "SELECT t.* FROM access_user u LEFT JOIN {t} t ON true WHERE t.{column} IS NOT NULL"),
    Form("union", "SELECT {column} FROM {t} UNION ALL SELECT {column} FROM {t}"),
    Form("sample", "SELECT * FROM {t} TABLESAMPLE system (100)"),
    Form("scalar", "SELECT v FROM (SELECT (SELECT max(t::text) FROM {t} t) v) x WHERE v <> ''"),
    Form("prepared", "DEALLOCATE ALL; PREPARE seen AS TABLE {t}; EXECUTE seen"),
    Form("cursor", "DECLARE seen CURSOR FOR TABLE {t}; FETCH ALL FROM seen"),
    Form("temporary view", "CREATE TEMP VIEW seen AS TABLE {t}; TABLE seen"),
    Form("temporary table", "CREATE TEMP TABLE seen AS TABLE {t}; TABLE seen"),
    Form("function", "CREATE FUNCTION pg_temp.seen() RETURNS SETOF {t} LANGUAGE sql"
                     " AS 'TABLE {t}'; SELECT * FROM pg_temp.seen()"),
    Form("explain analyze",
         "EXPLAIN (ANALYZE, TIMING off, BUFFERS off) SELECT * FROM {t} WHERE {theirs_only}"),
)  # fmt: skip

# Refused under any ticket, also under one that names the row.
REFUSED = (
    Form("row security off", "SET LOCAL row_security = off; TABLE {t}"),
    Form("role of the owner", "SET ROLE custos_owner; TABLE {t}"),
    Form("role of the door", "SET ROLE custos_door; TABLE {t}"),
    Form("session of the backup", "SET SESSION AUTHORIZATION custos_backup; TABLE {t}"),
    Form("server's file", "COPY {t} TO '/tmp/custos-attack'"),
    Form("server's program", "COPY {t} TO PROGRAM 'cat'"),
    Form("truncate", "TRUNCATE {t} CASCADE"),
    Form("policy dropped", "DROP POLICY read ON {t}"),
    Form("policy added", "CREATE POLICY mine ON {t} USING (true)"),
    Form("row security disabled", "ALTER TABLE {t} DISABLE ROW LEVEL SECURITY"),
    Form("force taken away", "ALTER TABLE {t} NO FORCE ROW LEVEL SECURITY"),
    Form("trigger", "CREATE TRIGGER spy BEFORE INSERT ON {t} FOR EACH ROW"
                    " EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
    Form("rule", "CREATE RULE spy AS ON INSERT TO {t} DO ALSO TABLE {t}"),
    Form("child table", "CREATE TABLE child () INHERITS ({t})"),
    Form("materialized view", "CREATE MATERIALIZED VIEW seen AS TABLE {t}"),
    Form("statistics", "SELECT * FROM pg_stats WHERE tablename = '{t}'"),
    Form("statistics, bare", "SELECT * FROM pg_statistic WHERE starelid = '{t}'::regclass"),
    Form("delete", "DELETE FROM {t} WHERE {theirs_only} RETURNING *"),
    Form("update", "UPDATE {t} SET {column} = {column} WHERE {theirs_only} RETURNING *"),
    Form("lock", "SELECT * FROM {t} WHERE {theirs_only} FOR UPDATE"),
    Form("merge", "MERGE INTO {t} t USING (VALUES ({theirs})) v (id) ON t.{column} = v.id"
                  " WHEN MATCHED THEN DELETE"),
)  # fmt: skip

FORMS = READS + REFUSED


@dataclass(frozen=True)
class Target:
    """A table and the row in it that is after."""

    wall: Wall
    key: str
    pk: str
    mine: int
    theirs: int

    def statements(self, form: Form) -> list[str]:
        """The form's statements for this table."""
        wall = self.wall
        filled = form.sql.format(
            t=wall.table,
            key=self.key,
            pk=self.pk,
            column=wall.column,
            mine=self.mine,
            theirs=self.theirs,
            theirs_only=f"{wall.column} = {self.theirs}",
        )
        return filled.split("; ")


def ask(cursor: Cursor, statements: list[str]) -> list[tuple[object, ...]]:
    """Run them all; what the last one answers."""
    for statement in statements:
        cursor.execute(statement)
    return cursor.fetchall() if cursor.description else []
