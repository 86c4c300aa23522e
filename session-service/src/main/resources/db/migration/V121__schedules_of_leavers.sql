-- A schedule in whose name nobody may act any more is paused, and says why.
ALTER TABLE schedules
    ADD COLUMN paused_because text CHECK (paused_because IN ('owner_gone', 'rights_lost')),
    ADD CHECK (paused_because IS NULL OR next_at IS NULL);
