package dev.tidepool.session.skill;

import java.util.List;

/** All skills; there are few, so no pages. */
record SkillListView(List<SkillView> items) {}
