-- Whether the present text of a key was ever shown. One that was not may have been lost on its way to the key's holder.
ALTER TABLE api_key ADD COLUMN text_shown boolean NOT NULL DEFAULT true;
