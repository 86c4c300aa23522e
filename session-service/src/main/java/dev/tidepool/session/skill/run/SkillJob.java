package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A skill about to be executed.
 *
 * @param key an id; the same in every attempt of a task, and not to be guessed by who wrote the input
 * @param member in whose name it is executed
 * @param model that is asked, by a skill that asks one
 * @param session id of the stored session that it is executed in
 * @param module a WebAssembly module, for a skill that is one
 * @param files what else belongs to it, for a skill that a model reads
 * @param input fits the skill's schema
 * @param secrets the organisation's, by name and the host that they are for
 * @param timeLimit after which it is given up
 * @param progress told what the execution is at
 */
public record SkillJob(
        String key,
        Caller.Member member,
        SkillManifest manifest,
        String model,
        Optional<String> session,
        Optional<byte[]> module,
        SkillFiles files,
        ObjectNode input,
        Secrets secrets,
        Duration timeLimit,
        Function<String, Uni<Void>> progress) {

    public OrganizationId organization() {
        return member.organization();
    }

    /** Where secrets are. */
    @FunctionalInterface
    public interface Secrets {

        Uni<Optional<String>> find(String name, String host);
    }
}
