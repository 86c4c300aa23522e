package dev.tidepool.session.skill;

import java.util.List;

/** The uploads that are kept of a skill, newest first. */
record SkillVersionListView(List<SkillVersionView> items) {}
