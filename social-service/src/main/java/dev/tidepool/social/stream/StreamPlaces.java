package dev.tidepool.social.stream;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Places for streams on this instance, taken before anything is waited for: of many that come at once no more get one than may. */
final class StreamPlaces {

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final int maxPerAgent;
    private final int max;
    private final Map<AgentId, Integer> taken = new HashMap<>();
    private int all;

    StreamPlaces(int maxPerAgent, int max) {
        this.maxPerAgent = maxPerAgent;
        this.max = max;
    }

    /** @throws Problem 429 when the agent has as many as it may, 503 when there are as many as there may be */
    synchronized void take(AgentId agent) {
        int own = taken.getOrDefault(agent, 0);
        if (own >= maxPerAgent) {
            throw Problem.of(
                            StreamError.STREAM_LIMIT_REACHED,
                            "The agent has " + own + " open streams, and may have no more. Close one.")
                    .retryAfter(RETRY);
        }
        if (all >= max) {
            throw Problem.unavailable("There is no room for more streams here. Try again.", RETRY);
        }
        taken.put(agent, own + 1);
        all++;
    }

    synchronized void release(AgentId agent) {
        taken.computeIfPresent(agent, (same, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
