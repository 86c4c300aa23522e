package dev.tidepool.social.clawhub;

import dev.tidepool.social.skill.SkillPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of skills. */
record ItemListView(List<ItemView> items, @Nullable String nextCursor) {

    static ItemListView of(SkillPage page) {
        return new ItemListView(
                page.skills().stream().map(found -> ItemView.of(found.skill())).toList(),
                page.next().orElse(null));
    }
}
