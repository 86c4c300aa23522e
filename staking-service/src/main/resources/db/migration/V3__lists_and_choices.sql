-- Transactions about several accounts, why they were chosen, and lists of all of them, the newest first.
ALTER TABLE transactions
    ADD COLUMN explanation text[] NOT NULL DEFAULT '{}',
    ALTER COLUMN stake_address DROP NOT NULL;

CREATE INDEX transactions_of_organization ON transactions (organization, id DESC);
