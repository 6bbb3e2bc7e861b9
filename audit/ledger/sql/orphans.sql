-- Intents without a result whose transaction is over: each holds a shared lock on its number
-- until then (access/opened.py). For the reaper, who closes them.
CREATE OR REPLACE FUNCTION ledger.orphans(
    p_from timestamptz, p_to timestamptz,
    OUT event bigint, OUT ticket uuid, OUT verb text, OUT ids bigint[]
) RETURNS SETOF record
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH silent AS MATERIALIZED (
        SELECT e.id, e.ticket, e.verb, e.ids FROM ledger.event e
        WHERE e.at >= p_from AND e.at < p_to AND e.kind = 'INTENT'
          AND NOT EXISTS (SELECT FROM ledger.event r WHERE r.intent = e.id)
        ORDER BY e.id LIMIT 1000
    )
    SELECT id, ticket, verb, ids FROM silent
    WHERE pg_try_advisory_xact_lock(1127, (id % 2147483647)::integer)
$$;
REVOKE ALL ON FUNCTION ledger.orphans FROM public;
GRANT EXECUTE ON FUNCTION ledger.orphans TO custos_door;

-- Whatever is inserted by whom: an event belongs to the transaction that wrote it. Else it could
-- claim another one, open its ids at once and vanish with a rollback.
CREATE OR REPLACE FUNCTION ledger.stamp_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.xid := pg_current_xact_id();
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION ledger.stamp_event FROM public;
CREATE TRIGGER event_is_stamped BEFORE INSERT ON ledger.event
    FOR EACH ROW EXECUTE FUNCTION ledger.stamp_event();
