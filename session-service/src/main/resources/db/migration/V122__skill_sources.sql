-- Where a version was installed from, such as shared:tide-table@1.0.0; none for what was uploaded.
ALTER TABLE skill_versions ADD COLUMN source text CHECK (char_length(source) <= 200);
