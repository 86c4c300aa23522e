-- Requests of an organisation by UTC day, as gateways count them. No reference to the organisation: a batch must not fail
-- because one of its organisations went away meanwhile; the retention takes what is left of it.
CREATE TABLE usage_day (
    organization_id uuid   NOT NULL,
    day             date   NOT NULL,
    admitted        bigint NOT NULL CHECK (admitted >= 0),
    refused         bigint NOT NULL CHECK (refused >= 0),
    PRIMARY KEY (organization_id, day)
);

CREATE INDEX usage_day_day ON usage_day (day);
