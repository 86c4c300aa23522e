-- Deliveries are sought webhook by webhook: the backlog of one keeps no other from being found.
CREATE INDEX webhook_deliveries_due_of ON webhook_deliveries (webhook_id, next_attempt_at, id) WHERE status = 'pending';
DROP INDEX webhook_deliveries_due;

-- Whoever takes a delivery gets a number of its own: of an attempt that another, or a replay, has overtaken the outcome does not count.
CREATE SEQUENCE webhook_leases;
ALTER TABLE webhook_deliveries ADD COLUMN lease bigint;

-- What waits for a webhook that is disabled is over.
UPDATE webhook_deliveries d
SET status = 'failed', finished_at = now(), leased_until = NULL, last_error = 'The webhook was disabled.'
FROM webhooks w
WHERE w.id = d.webhook_id AND NOT w.is_enabled AND d.status = 'pending';

-- In the order in which deliveries refer to them, so that nobody waits for another in a circle.
CREATE OR REPLACE FUNCTION end_webhooks() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    PERFORM FROM webhooks WHERE agent_id = NEW.id ORDER BY id FOR UPDATE;
    DELETE FROM webhooks WHERE agent_id = NEW.id;
    RETURN NULL;
END $$;
