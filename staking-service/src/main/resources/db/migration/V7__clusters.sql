-- Which cluster a row is of: its configured name. What was there before, or is written by older instances, is of the default cluster,
-- of which 'default' is always a name too, however else it is called.
ALTER TABLE transactions
    ADD COLUMN cluster text NOT NULL DEFAULT 'default' CHECK (cluster ~ '^[a-z0-9-]{1,32}$'),
    DROP CONSTRAINT transactions_message_of_organization,
    DROP CONSTRAINT transactions_signature_of_organization,
    ADD CONSTRAINT transactions_message_of_organization UNIQUE (organization, message_hash, cluster),
    ADD CONSTRAINT transactions_signature_of_organization UNIQUE (organization, signature, cluster);

ALTER TABLE webhooks
    ADD COLUMN cluster text NOT NULL DEFAULT 'default' CHECK (cluster ~ '^[a-z0-9-]{1,32}$');

-- The same address is a wallet on each.
ALTER TABLE watched_wallets
    ADD COLUMN cluster text NOT NULL DEFAULT 'default' CHECK (cluster ~ '^[a-z0-9-]{1,32}$'),
    DROP CONSTRAINT watched_wallets_pkey,
    ADD PRIMARY KEY (cluster, wallet);
