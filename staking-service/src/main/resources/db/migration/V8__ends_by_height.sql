-- What nobody submits ends at a height of its cluster: it is looked for by that, and not looked at before.
CREATE INDEX transactions_to_expire ON transactions (cluster, last_valid_block_height) WHERE state = 'built';

CREATE INDEX transactions_due ON transactions (next_check_at)
    WHERE state IN ('submitted', 'processed', 'confirmed') OR (state = 'built' AND last_valid_block_height IS NULL);

DROP INDEX transactions_to_check;

-- How many wait of a webhook, and which are its next.
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (webhook_id, next_attempt_at) WHERE status = 'pending';
