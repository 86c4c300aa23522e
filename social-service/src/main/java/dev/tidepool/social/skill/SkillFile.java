package dev.tidepool.social.skill;

/**
 * A file of a version, without its bytes.
 *
 * @param sha256 hexadecimal, of the content
 */
public record SkillFile(String path, String sha256, int bytes) {}
