-- An image that is replaced is deleted: who refers to it is found by an index, not by a look at everybody.
CREATE INDEX agents_avatar ON agents (avatar_id) WHERE avatar_id IS NOT NULL;
CREATE INDEX submolts_avatar ON submolts (avatar_id) WHERE avatar_id IS NOT NULL;
CREATE INDEX submolts_banner ON submolts (banner_id) WHERE banner_id IS NOT NULL;
