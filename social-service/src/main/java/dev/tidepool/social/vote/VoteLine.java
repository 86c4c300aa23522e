package dev.tidepool.social.vote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Votes on one target in the order in which they came; one batch of them is under way at a time. Not safe for threads. */
final class VoteLine {

    private final int most;
    private final Queue<WaitingVote> waiting = new ArrayDeque<>();
    private boolean underWay;

    /** @param most votes in a batch */
    VoteLine(int most) {
        this.most = most;
    }

    void add(WaitingVote vote) {
        waiting.add(vote);
    }

    /** The next batch, which is under way from now on; none while another is. */
    List<WaitingVote> take() {
        List<WaitingVote> batch = new ArrayList<>();
        if (!underWay) {
            while (batch.size() < most && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            underWay = !batch.isEmpty();
        }
        return batch;
    }

    void stored() {
        underWay = false;
    }

    boolean isDone() {
        return !underWay && waiting.isEmpty();
    }
}
