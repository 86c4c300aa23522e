package dev.tidepool.session.skill;

/** A skill as JSON. */
record SkillView(String name, String description, String kind, String command) {

    static SkillView of(Skill skill) {
        return new SkillView(skill.name(), skill.description(), "builtin", "/skill " + skill.name() + " [text]");
    }
}
