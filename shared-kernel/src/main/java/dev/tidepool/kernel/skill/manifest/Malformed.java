package dev.tidepool.kernel.skill.manifest;

import dev.tidepool.kernel.problem.Problem;

/** Says what is wrong in a SKILL.md, and where. Pure. */
final class Malformed {

    private Malformed() {}

    static Problem file(String detail) {
        return Problem.of(SkillFormatError.SKILL_MALFORMED, detail).with("file", "SKILL.md");
    }

    /** @param field as in {@code metadata.openclaw.requires.bins} */
    static Problem field(String field, String rule) {
        return file(field + " must be " + rule + ".").with("field", field);
    }
}
