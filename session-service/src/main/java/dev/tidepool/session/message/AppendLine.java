package dev.tidepool.session.message;

import dev.tidepool.session.session.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Appends of one organisation, in the order in which they came, and which of its sessions are being written to. A session is
 * in one batch at a time: its messages keep their order. Pure; for one thread at a time.
 */
final class AppendLine {

    /** Characters of content in one batch, so that long messages do not make a statement of any size. */
    private static final int BATCH_CHARACTERS = 1 << 20;

    /** While one batch waits for the disk, the next is on its way. */
    private static final int MOST_UNDER_WAY = 2;

    /** A second one is worth its price from here on: this part of a full batch. */
    private static final int WORTH = 4;

    private final int fullBatch;
    private final Deque<WaitingAppend> waiting = new ArrayDeque<>();
    private final Set<SessionId> writtenTo = new HashSet<>();
    private int underWay;

    AppendLine(int fullBatch) {
        this.fullBatch = fullBatch;
    }

    void add(WaitingAppend append) {
        waiting.add(append);
    }

    /** Nobody waits, and nothing is being stored. */
    boolean isDone() {
        return waiting.isEmpty() && underWay == 0;
    }

    /**
     * Takes the first that may be stored together, to be given back by {@link #stored}: of no session that is being written to,
     * and no two with the same key. None when enough is under way.
     */
    List<WaitingAppend> take() {
        boolean worth = underWay == 0 || (underWay < MOST_UNDER_WAY && waiting.size() * WORTH >= fullBatch);
        List<WaitingAppend> batch = worth ? takeFirst() : List.of();
        if (!batch.isEmpty()) {
            underWay++;
            writtenTo.addAll(sessions(batch));
        }
        return batch;
    }

    /** What was taken is stored, or was refused. */
    void stored(List<WaitingAppend> batch) {
        underWay--;
        writtenTo.removeAll(sessions(batch));
    }

    private List<WaitingAppend> takeFirst() {
        List<WaitingAppend> batch = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        Set<SessionId> later = new HashSet<>(writtenTo);
        int characters = 0;
        Iterator<WaitingAppend> line = waiting.iterator();
        while (line.hasNext() && batch.size() < fullBatch && characters < BATCH_CHARACTERS) {
            WaitingAppend next = line.next();
            if (later.contains(next.session()) || !next.key().map(keys::add).orElse(true)) {
                later.add(next.session());
            } else {
                characters += next.draft().content().length();
                batch.add(next);
                line.remove();
            }
        }
        return batch;
    }

    private static Set<SessionId> sessions(List<WaitingAppend> batch) {
        return batch.stream().map(WaitingAppend::session).collect(Collectors.toSet());
    }
}
