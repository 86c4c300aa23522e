package dev.tidepool.session.skill;

import java.util.List;

/** The files of one version by their paths; their number is limited, so no pages. */
record SkillFileListView(String skill, int version, List<SkillFileView> items) {}
