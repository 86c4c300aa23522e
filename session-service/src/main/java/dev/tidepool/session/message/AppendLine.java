package dev.tidepool.session.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Appends of one organisation, in the order in which they came. Pure; for one thread at a time. */
final class AppendLine {

    /** Characters of content in one batch, so that long messages do not make a statement of any size. */
    private static final int BATCH_CHARACTERS = 1 << 20;

    private final Deque<WaitingAppend> waiting = new ArrayDeque<>();

    void add(WaitingAppend append) {
        waiting.add(append);
    }

    /** Takes the first that may be stored together: no two of them with the same key. */
    List<WaitingAppend> take(int most) {
        List<WaitingAppend> batch = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        int characters = 0;
        while (!waiting.isEmpty() && batch.size() < most && characters < BATCH_CHARACTERS) {
            WaitingAppend next = waiting.peek();
            if (!next.key().map(keys::add).orElse(true)) {
                break;
            }
            characters += next.draft().content().length();
            batch.add(waiting.remove());
        }
        return batch;
    }
}
