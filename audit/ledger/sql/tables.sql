CREATE SCHEMA ledger;
REVOKE ALL ON SCHEMA ledger FROM public;
GRANT USAGE ON SCHEMA ledger TO custos_app, custos_door, custos_auditor;

-- One row, written at creation and never again: a demo can't become a company, nor the reverse.
CREATE TABLE ledger.installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    synthetic boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON ledger.installation TO custos_app, custos_door, custos_auditor;

-- An INTENT is a ticket: it names the ids that it opens. Its RESULT spends it.
-- A NOTE stands alone: a refusal, a log-in.
CREATE TABLE ledger.event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    kind text NOT NULL CHECK (kind IN ('INTENT', 'RESULT', 'NOTE')),
    intent bigint UNIQUE REFERENCES ledger.event,
    key text UNIQUE,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL,
    verb text NOT NULL,
    resource text NOT NULL,
    purpose text NOT NULL DEFAULT '',
    rule text NOT NULL DEFAULT '',
    ids bigint[] NOT NULL DEFAULT '{}' CHECK (cardinality(ids) <= 1000),
    outcome text CHECK (outcome IN ('ALLOWED', 'REFUSED', 'ERROR', 'UNKNOWN')),
    request text NOT NULL DEFAULT '',
    body jsonb NOT NULL DEFAULT '{}',
    CHECK ((kind = 'RESULT') = (intent IS NOT NULL)),
    CHECK ((kind = 'INTENT') = (outcome IS NULL))
);
CREATE INDEX event_actor ON ledger.event (actor, id DESC) WHERE kind <> 'RESULT';
CREATE INDEX event_verb ON ledger.event (verb, id DESC) WHERE kind <> 'RESULT';
CREATE INDEX event_purpose ON ledger.event (purpose, id DESC) WHERE kind <> 'RESULT';
CREATE INDEX event_outcome ON ledger.event (outcome, id DESC);
CREATE INDEX event_at ON ledger.event (at);
CREATE INDEX event_request ON ledger.event (request) WHERE request <> '';
CREATE INDEX event_ids ON ledger.event USING gin (ids);
GRANT SELECT ON ledger.event TO custos_auditor;

-- What the sealer has not yet put into the tree.
CREATE TABLE ledger.pending (event bigint PRIMARY KEY REFERENCES ledger.event);
