-- The tree: leaves in their order, and every fourth level of complete subtrees above them.
-- A leaf names its event without a foreign key, so that a pruned month leaves the tree whole.
CREATE TABLE ledger.leaf (
    index bigint PRIMARY KEY CHECK (index >= 0),
    event bigint NOT NULL UNIQUE,
    version smallint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE ledger.node (
    level smallint NOT NULL CHECK (level > 0 AND level % 4 = 0),
    index bigint NOT NULL CHECK (index >= 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, index)
);
CREATE TABLE ledger.checkpoint (
    number bigint PRIMARY KEY CHECK (number >= 0),
    size bigint NOT NULL CHECK (size >= 0),
    at timestamptz NOT NULL,
    note text NOT NULL
);
CREATE INDEX checkpoint_size ON ledger.checkpoint (size);
CREATE INDEX checkpoint_at ON ledger.checkpoint (at);

-- What a check found: the sealer's own, the incremental one, the whole one.
CREATE TABLE ledger.verification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    mode text NOT NULL CHECK (mode IN ('SEAL', 'PART', 'WHOLE')),
    size bigint NOT NULL,
    seconds double precision NOT NULL,
    findings jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX verification_mode ON ledger.verification (mode, id DESC);

CREATE TRIGGER leaf_never_changes BEFORE UPDATE OR DELETE ON ledger.leaf
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER leaf_never_truncates BEFORE TRUNCATE ON ledger.leaf
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER node_never_changes BEFORE UPDATE OR DELETE ON ledger.node
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER node_never_truncates BEFORE TRUNCATE ON ledger.node
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER checkpoint_never_changes BEFORE UPDATE OR DELETE ON ledger.checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER checkpoint_never_truncates BEFORE TRUNCATE ON ledger.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT USAGE ON SCHEMA ledger TO custos_sealer;
GRANT SELECT ON ledger.event, ledger.leaf, ledger.node, ledger.checkpoint, ledger.installation,
    ledger.verification TO custos_sealer;
GRANT SELECT, DELETE ON ledger.pending TO custos_sealer;
GRANT INSERT ON ledger.leaf, ledger.node, ledger.checkpoint, ledger.verification
    TO custos_sealer;
GRANT SELECT ON ledger.pending, ledger.leaf, ledger.node, ledger.checkpoint, ledger.verification
    TO custos_auditor;
