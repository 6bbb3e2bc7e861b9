-- Refusals of one minute by whoever was refused: an actor, or an address without one. Up to 60
-- are events of their own; those over it are counted here, and into one event when it is over.
CREATE TABLE ledger.refusal (
    counted_by text NOT NULL,
    minute timestamptz NOT NULL,
    actor text NOT NULL,
    verb text NOT NULL,
    resource text NOT NULL,
    purpose text NOT NULL,
    seen bigint NOT NULL DEFAULT 1,
    over bigint NOT NULL DEFAULT 0,
    ids bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (counted_by, minute, verb, resource, purpose)
);

-- A refusal as an event, or, over 60 in its minute, counted: then `event` is null.
CREATE OR REPLACE FUNCTION ledger.write_refusal(
    p_by text, p_actor text, p_verb text, p_resource text, p_purpose text, p_rule text,
    p_ids bigint[], p_request text, p_body jsonb,
    OUT event bigint, OUT ticket uuid, OUT at timestamptz
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this timestamptz := date_trunc('minute', clock_timestamp());
    many bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(1128, hashtext(p_by));
    INSERT INTO ledger.refusal AS r (counted_by, minute, actor, verb, resource, purpose)
    VALUES (p_by, this, p_actor, p_verb, p_resource, p_purpose)
    ON CONFLICT (counted_by, minute, verb, resource, purpose) DO UPDATE SET seen = r.seen + 1;
    SELECT sum(r.seen) INTO many FROM ledger.refusal r WHERE r.counted_by = p_by AND r.minute = this;
    IF many <= 60 THEN
        INSERT INTO ledger.event (kind, actor, verb, resource, purpose, rule, ids, request, outcome, body)
        VALUES ('NOTE', p_actor, p_verb, p_resource, p_purpose, p_rule, p_ids, p_request, 'REFUSED', p_body)
        RETURNING event.id, event.ticket, event.at INTO event, ticket, at;
    ELSE
        UPDATE ledger.refusal r SET over = r.over + 1, ids = CASE
            WHEN cardinality(r.ids) < 1000 AND NOT r.ids @> p_ids THEN (r.ids || p_ids)[:1000]
            ELSE r.ids END
        WHERE r.counted_by = p_by AND r.minute = this AND r.verb = p_verb
          AND r.resource = p_resource AND r.purpose = p_purpose;
    END IF;
END $$;

-- The minutes that are over become events. For the worker, each minute.
CREATE OR REPLACE FUNCTION ledger.write_counted_refusals(
    OUT event bigint, OUT ticket uuid, OUT at timestamptz,
    OUT actor text, OUT verb text, OUT resource text, OUT purpose text, OUT ids bigint[], OUT body text
) RETURNS SETOF record
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH ended AS (
        DELETE FROM ledger.refusal r WHERE r.minute < date_trunc('minute', clock_timestamp())
        RETURNING r.*
    )
    INSERT INTO ledger.event (kind, actor, verb, resource, purpose, ids, outcome, body)
    SELECT 'NOTE', e.actor, e.verb, e.resource, e.purpose, e.ids, 'REFUSED',
           jsonb_build_object('counted', e.over, 'minute',
               to_char(e.minute AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'))
    FROM ended e WHERE e.over > 0
    RETURNING id, ticket, at, actor, verb, resource, purpose, ids, body::text
$$;
REVOKE ALL ON FUNCTION ledger.write_refusal, ledger.write_counted_refusals FROM public;
GRANT EXECUTE ON FUNCTION ledger.write_refusal, ledger.write_counted_refusals TO custos_door;
