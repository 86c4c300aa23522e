package dev.tidepool.social.clawhub;

import dev.tidepool.social.skill.SkillReadService.Found;
import org.jspecify.annotations.Nullable;

/** One skill. {@code moderation} is null where nothing was found. */
record SkillAnswerView(
        ItemView skill,
        @Nullable LatestView latestVersion,
        OwnerView owner,
        @Nullable ModerationView moderation) {

    static SkillAnswerView of(Found found) {
        return new SkillAnswerView(
                ItemView.alone(found.skill()),
                found.skill().latest().map(LatestView::of).orElse(null),
                OwnerView.of(found.skill()),
                found.version().findings().isEmpty() ? null : ModerationView.of(found.version()));
    }
}
