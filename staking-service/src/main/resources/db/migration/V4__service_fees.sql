-- What the operator charged.
ALTER TABLE transactions
    ADD COLUMN fee_service numeric(20) NOT NULL DEFAULT 0 CHECK (fee_service >= 0);
