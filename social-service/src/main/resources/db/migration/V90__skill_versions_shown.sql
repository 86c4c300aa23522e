-- What a version calls its skill is shown once the version may be used.
ALTER TABLE skill_versions ADD COLUMN display_name text CHECK (char_length(display_name) BETWEEN 1 AND 120);
UPDATE skill_versions v SET display_name = k.display_name FROM skills k WHERE k.id = v.skill_id;
ALTER TABLE skill_versions ALTER COLUMN display_name SET NOT NULL;
