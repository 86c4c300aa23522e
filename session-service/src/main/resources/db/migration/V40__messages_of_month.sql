-- Counting an organisation's messages of a month reads this index only, not the month's whole partition.
CREATE INDEX messages_by_organization ON messages (organization_id, created_at);
