package dev.tidepool.session.skill.run;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.model.ModelBackend;
import dev.tidepool.session.model.ModelCall;
import dev.tidepool.session.quota.TokenQuota;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.usage.TokenCount;
import dev.tidepool.session.usage.TokenUseRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Models for skills: they cost what they cost in a chat, and are for those alone who may chat. */
@ApplicationScoped
public class PaidModel {

    private final TokenQuota quota;
    private final TokenUseRecorder uses;

    PaidModel(TokenQuota quota, TokenUseRecorder uses) {
        this.quota = quota;
        this.uses = uses;
    }

    /** Fails with 403 for who may not chat, and for an organisation whose tokens are used up. */
    public Uni<Void> require(Caller.Member member) {
        return Uni.createFrom().deferred(() -> quota.requireLeft(member.requireScope("chat:write")));
    }

    /** The answer, once what it used is recorded. Of one that is given up what was sent is: it may be answered all the same. */
    Uni<ModelAnswer> complete(ModelBackend backend, ModelCall call, SkillJob job) {
        return require(job.member())
                .chain(() -> backend.complete(call)
                        .onCancellation()
                        .invoke(() -> note(
                                call, job, TokenCount.estimated(call.request().length(), 0))))
                .call(answer -> note(call, job, count(call, answer)));
    }

    private static TokenCount count(ModelCall call, ModelAnswer answer) {
        return answer.usage()
                .map(told -> TokenCount.told(told.promptTokens(), told.completionTokens()))
                .orElseGet(() -> TokenCount.estimated(
                        call.request().length(), answer.text().length()));
    }

    /** Begins at once, and goes on whoever waits for it. */
    private Uni<Void> note(ModelCall call, SkillJob job, TokenCount count) {
        Uni<Void> recorded = uses.record(
                        job.member(), call.model(), job.session().map(SessionId::fromString), count)
                .memoize()
                .indefinitely();
        recorded.subscribe().with(done -> {});
        return recorded;
    }
}
