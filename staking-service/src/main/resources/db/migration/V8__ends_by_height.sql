-- What nobody submits ends at a height: it is looked for by that, and not looked at before.
CREATE INDEX transactions_to_expire ON transactions (last_valid_block_height) WHERE state = 'built';

DROP INDEX transactions_to_check;
CREATE INDEX transactions_to_check ON transactions (next_check_at)
    WHERE state IN ('submitted', 'processed', 'confirmed') OR (state = 'built' AND last_valid_block_height IS NULL);
