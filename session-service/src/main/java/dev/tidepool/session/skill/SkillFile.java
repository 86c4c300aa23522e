package dev.tidepool.session.skill;

/** A file of a version of a skill, less its content. */
record SkillFile(String path, int bytes, String sha256) {}
