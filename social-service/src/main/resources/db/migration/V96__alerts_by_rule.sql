-- Alerts are found by their rule and by when they ended.
CREATE INDEX alerts_rule ON alerts (rule_id, resolved_at) WHERE rule_id IS NOT NULL;
CREATE INDEX alerts_resolved ON alerts (resolved_at) WHERE resolved_at IS NOT NULL;

-- An alert ends with its rule, whoever deletes that: with a term its rules go.
CREATE FUNCTION end_alerts_of_rule() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    UPDATE alerts SET resolved_at = now(), updated_at = now() WHERE rule_id = OLD.id AND resolved_at IS NULL;
    RETURN OLD;
END $$;
CREATE TRIGGER alerts_end_with_their_rule BEFORE DELETE ON alert_rules FOR EACH ROW EXECUTE FUNCTION end_alerts_of_rule();

-- What stayed open before this.
UPDATE alerts a SET resolved_at = now(), updated_at = now()
WHERE a.resolved_at IS NULL AND NOT EXISTS (SELECT FROM alert_rules r WHERE r.id = a.rule_id AND r.is_enabled);

-- Mentions are forgotten by their age.
CREATE INDEX brand_mentions_created ON brand_mentions (created_at);
