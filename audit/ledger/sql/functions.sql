CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = format('%s never changes', TG_TABLE_NAME);
END $$;

CREATE OR REPLACE FUNCTION ledger.queue_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO ledger.pending (event) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger.open_ticket(
    p_actor text, p_verb text, p_resource text, p_purpose text, p_rule text,
    p_ids bigint[], p_request text, p_key text, p_body jsonb,
    OUT event bigint, OUT ticket uuid, OUT at timestamptz
) LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO ledger.event (kind, actor, verb, resource, purpose, rule, ids, request, key, body)
    VALUES ('INTENT', p_actor, p_verb, p_resource, p_purpose, p_rule, p_ids, p_request, p_key, p_body)
    RETURNING id, ticket, at
$$;

CREATE OR REPLACE FUNCTION ledger.write_result(
    p_intent bigint, p_outcome text, p_body jsonb,
    OUT event bigint, OUT ticket uuid, OUT at timestamptz
) LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO ledger.event (kind, intent, outcome, actor, verb, resource, purpose, rule, request, body)
    SELECT 'RESULT', e.id, p_outcome, e.actor, e.verb, e.resource, e.purpose, e.rule, e.request, p_body
    FROM ledger.event e WHERE e.id = p_intent AND e.kind = 'INTENT'
    RETURNING id, ticket, at
$$;

CREATE OR REPLACE FUNCTION ledger.write_note(
    p_actor text, p_verb text, p_resource text, p_purpose text, p_rule text,
    p_ids bigint[], p_request text, p_outcome text, p_body jsonb,
    OUT event bigint, OUT ticket uuid, OUT at timestamptz
) LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO ledger.event (kind, actor, verb, resource, purpose, rule, ids, request, outcome, body)
    VALUES ('NOTE', p_actor, p_verb, p_resource, p_purpose, p_rule, p_ids, p_request, p_outcome, p_body)
    RETURNING id, ticket, at
$$;

-- The ids that the current ticket opens. It raises rather than answering "none": a policy that
-- answers false still scans. Committed by another transaction, younger than 60 s, not spent.
CREATE OR REPLACE FUNCTION ledger.ticket_ids() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp AS $$
DECLARE opened bigint[];
BEGIN
    SELECT e.ids INTO opened FROM ledger.event e
    WHERE e.ticket = nullif(current_setting('custos.ticket', true), '')::uuid
      AND e.kind = 'INTENT'
      AND e.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
      AND e.at > clock_timestamp() - interval '60 s'
      AND NOT EXISTS (SELECT FROM ledger.event r WHERE r.intent = e.id);
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'no open ticket';
    END IF;
    RETURN opened;
END $$;

-- The same for a ticket of a verb that writes.
CREATE OR REPLACE FUNCTION ledger.ticket_write_ids() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM 1 FROM ledger.event e
    WHERE e.ticket = nullif(current_setting('custos.ticket', true), '')::uuid
      AND e.verb IN ('CREATE', 'CHANGE', 'DELETE', 'RESTORE');
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'no open ticket that writes';
    END IF;
    RETURN ledger.ticket_ids();
END $$;

-- What a written row must carry.
CREATE OR REPLACE FUNCTION ledger.current_ticket() RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('custos.ticket', true), '')::uuid
$$;
