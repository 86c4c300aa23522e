package dev.tidepool.social.skill;

/**
 * A skill in a list.
 *
 * @param rank what moved it, or how well it fits what is sought; 0 in the other orders
 */
public record RankedSkill(Skill skill, double rank) {}
