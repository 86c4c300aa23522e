package dev.tidepool.session.skill;

import dev.tidepool.kernel.skill.bundle.Finding;

/** Something found in a skill, as JSON. {@code line} is 0 for the file as a whole. */
record FindingView(String concern, String file, int line, String detail) {

    static FindingView of(Finding finding) {
        return new FindingView(finding.concern().wireName(), finding.file(), finding.line(), finding.detail());
    }
}
