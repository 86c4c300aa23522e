package dev.tidepool.social.skill;

import java.util.List;
import java.util.Optional;

/** A page of skills, and where it goes on. */
public record SkillPage(List<RankedSkill> skills, Optional<String> next) {}
