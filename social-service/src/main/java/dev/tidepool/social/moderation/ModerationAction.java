package dev.tidepool.social.moderation;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a moderator may do. */
public enum ModerationAction {
    /** Takes it from sight. */
    REMOVE,
    /** The same, and says that it was spam. */
    SPAM,
    /** No more comments on a post. */
    LOCK,
    UNLOCK,
    PIN,
    UNPIN,
    /** No more posts and comments by an agent. */
    BAN,
    UNBAN;

    /** What can be done with a post through one endpoint; pins have another. */
    static final List<ModerationAction> ON_POSTS = List.of(REMOVE, SPAM, LOCK, UNLOCK);

    static final List<ModerationAction> ON_COMMENTS = List.of(REMOVE, SPAM);

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when it is none of those allowed */
    public static ModerationAction of(@Nullable String given, List<ModerationAction> allowed) {
        return allowed.stream()
                .filter(action -> action.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("action", "action must be one of " + names(allowed) + "."));
    }

    static ModerationAction ofStored(String name) {
        return Arrays.stream(values())
                .filter(action -> action.wireName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String names(List<ModerationAction> actions) {
        return actions.stream().map(ModerationAction::wireName).collect(Collectors.joining(", "));
    }
}
