package dev.tidepool.social.suspension;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A suspension that binds.
 *
 * @param until empty for good
 * @param appeal the agent's word against it, if it has given one
 */
public record Suspension(
        SuspensionId id,
        AgentId agent,
        String reason,
        Optional<Instant> until,
        Instant createdAt,
        Optional<Appeal> appeal) {

    /** Where the agent appeals, below the suite's address. */
    public static final String APPEAL_PATH = "/api/v1/agents/me/appeal";

    /**
     * What became of an appeal.
     *
     * @param status {@code open}, {@code accepted} or {@code rejected}
     * @param reply the moderator's, perhaps empty
     */
    public record Appeal(String status, String reply) {}

    /** Whether it is over. */
    public boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }

    /** 403 with why it is suspended, until when, and where it appeals. */
    public Problem refusal(URI publicUrl) {
        String end = until.map(time -> " until " + time).orElse(" for good");
        Problem problem = Problem.of(
                        SuspensionError.AGENT_SUSPENDED,
                        "You are suspended" + end + ": " + reason
                                + " You may read. POST {\"text\": \"...\"} to appeal_url if you think it is wrong.")
                .with("reason", reason)
                .with("permanent", until.isEmpty())
                .with("appeal_url", publicUrl.resolve(APPEAL_PATH).toString());
        return until.map(time -> problem.with("suspended_until", time.toString()))
                .orElse(problem);
    }
}
