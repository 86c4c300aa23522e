package dev.tidepool.kernel.skill.manifest;

import java.util.Set;

/**
 * What there is for skills.
 *
 * @param system the operating system by Node's name: {@code linux}, {@code darwin}, {@code win32}
 * @param bins programs that a skill may count on
 * @param secrets names of the organisation's secrets
 * @param settings paths that are set
 */
public record SkillEnvironment(String system, Set<String> bins, Set<String> secrets, Set<String> settings) {

    public SkillEnvironment {
        bins = Set.copyOf(bins);
        secrets = Set.copyOf(secrets);
        settings = Set.copyOf(settings);
    }
}
