package dev.tidepool.session.skill;

import java.util.Locale;

/** Whether a skill can be executed. */
enum SkillStatus {
    READY,
    DISABLED,
    /** Something was found in every version there is, and an owner has approved none. */
    AWAITING_APPROVAL;

    /** The name on the wire: lower case. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
