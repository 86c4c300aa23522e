-- Events stored with the change they tell of, until the relay has published them.
CREATE TABLE outbox (
    id         uuid        PRIMARY KEY,
    envelope   jsonb       NOT NULL CHECK (jsonb_typeof(envelope) = 'object'),
    created_at timestamptz NOT NULL DEFAULT now()
);
