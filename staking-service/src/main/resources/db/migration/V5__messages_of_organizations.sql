-- Equal orders under one blockhash are one message, whoever asks: what one organisation has built must not keep another from it.
ALTER TABLE transactions
    DROP CONSTRAINT transactions_message_hash_key,
    DROP CONSTRAINT transactions_signature_key,
    ADD CONSTRAINT transactions_message_of_organization UNIQUE (organization, message_hash),
    ADD CONSTRAINT transactions_signature_of_organization UNIQUE (organization, signature);
