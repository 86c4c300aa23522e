-- The functions that a model wanted called with a message, as OpenAI's list tool_calls, and which call a tool's message answers.
-- Text, not jsonb: arguments stay as the model wrote them, U+0000 included.
ALTER TABLE messages
    ADD COLUMN tool_calls   text CHECK (octet_length(tool_calls) <= 262144),
    ADD COLUMN tool_call_id text CHECK (char_length(tool_call_id) BETWEEN 1 AND 4096);
