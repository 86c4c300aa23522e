package dev.tidepool.social.vote;

import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * A vote that waits to be counted.
 *
 * @param answer told on the context, where there is one: the asker's own
 */
record WaitingVote(
        AgentId voter, Ballot ballot, @Nullable Context context, UniEmitter<? super VoteOutcome.Counted> answer) {

    void settle(VoteOutcome outcome) {
        switch (outcome) {
            case VoteOutcome.Counted counted -> answer(() -> answer.complete(counted));
            case VoteOutcome.Refused refused -> fail(refused.why());
        }
    }

    void fail(Throwable failure) {
        answer(() -> answer.fail(failure));
    }

    private void answer(Runnable told) {
        if (context == null) {
            told.run();
        } else {
            context.runOnContext(ignored -> told.run());
        }
    }
}
