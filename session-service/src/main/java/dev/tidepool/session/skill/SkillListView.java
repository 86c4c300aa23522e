package dev.tidepool.session.skill;

import java.util.List;

/** All skills; their number is limited, so no pages. */
record SkillListView(List<SkillView> items) {}
