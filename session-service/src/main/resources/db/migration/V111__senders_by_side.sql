-- Both sides see a permission to speak and may take it back. Only the receiver's gives one, of its own sessions; the sender's names
-- its session when it accepts, and nothing else is ever changed.
DROP POLICY both_organizations ON senders;

CREATE POLICY seen_by_both ON senders FOR SELECT
    USING (NULLIF(current_setting('tidepool.organization', true), '')::uuid IN (organization_id, sender_organization_id));

CREATE POLICY taken_back_by_either ON senders FOR DELETE
    USING (NULLIF(current_setting('tidepool.organization', true), '')::uuid IN (organization_id, sender_organization_id));

-- What this asks of sessions is asked under their own policy: another organisation's are not there.
CREATE POLICY given_by_receiver ON senders FOR INSERT
    WITH CHECK (
        organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid
        AND EXISTS (SELECT FROM sessions WHERE sessions.id = senders.session_id)
        AND (sender_id IS NULL OR (sender_organization_id = organization_id
            AND EXISTS (SELECT FROM sessions WHERE sessions.id = senders.sender_id))));

-- Accepts an offer in the name of the sender's organisation, which the transaction must be of, for a session of its own.
CREATE FUNCTION accept_sender(offer uuid, sender uuid, at timestamptz) RETURNS SETOF senders
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    UPDATE senders SET sender_id = sender, accepted_at = at
    WHERE id = offer AND accepted_at IS NULL
        AND sender_organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid
        AND EXISTS (SELECT FROM sessions WHERE sessions.id = sender AND sessions.organization_id = sender_organization_id)
    RETURNING *
$$;

REVOKE EXECUTE ON FUNCTION accept_sender FROM PUBLIC;
