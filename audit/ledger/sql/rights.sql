CREATE TRIGGER event_never_changes BEFORE UPDATE OR DELETE ON ledger.event
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER event_never_truncates BEFORE TRUNCATE ON ledger.event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER event_is_queued AFTER INSERT ON ledger.event
    FOR EACH ROW EXECUTE FUNCTION ledger.queue_event();
CREATE TRIGGER installation_never_changes BEFORE UPDATE OR DELETE ON ledger.installation
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM public;
GRANT EXECUTE ON FUNCTION ledger.ticket_ids, ledger.ticket_write_ids, ledger.current_ticket
    TO custos_app;
GRANT EXECUTE ON FUNCTION ledger.open_ticket, ledger.write_result, ledger.write_note
    TO custos_door;
