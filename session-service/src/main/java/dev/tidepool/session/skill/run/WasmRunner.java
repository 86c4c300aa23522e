package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs modules on a few threads of their own, which organisations share in turn: they compute all the time, and are interrupted
 * when they are given up.
 */
@ApplicationScoped
class WasmRunner {

    private static final Duration BUSY_FOR = Duration.ofSeconds(2);
    private static final int IDLE_SECONDS = 60;

    /** Calls within a module are calls of the interpreter: this bounds their depth. */
    private static final long STACK_BYTES = 2 << 20;

    private final ThreadPoolExecutor threads;
    private final FairQueue<FutureTask<?>> queue;
    private final WasmSandbox sandbox;
    private final ExactJson json;

    WasmRunner(RunConfig config, ExactJson json) {
        this.sandbox = new WasmSandbox(config.wasm(), config.maxOutputBytes());
        this.json = json;
        this.threads = new ThreadPoolExecutor(
                config.wasm().threads(),
                config.wasm().threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Thread(null, work, "skill-wasm", STACK_BYTES),
                // Of a service that stops.
                new ThreadPoolExecutor.DiscardPolicy());
        this.queue = new FairQueue<>(
                config.wasm().threads(),
                config.wasm().maxWaiting(),
                config.wasm().maxWaitingOfOrganization());
        threads.allowCoreThreadTimeOut(true);
    }

    void stop(@Observes ShutdownEvent stopping) {
        threads.shutdownNow();
    }

    Uni<ObjectNode> run(SkillJob job) {
        byte[] module = job.module().orElseThrow();
        byte[] input = json.write(job.input()).getBytes(StandardCharsets.UTF_8);
        return Uni.createFrom().emitter(emitter -> submit(job.organization(), module, input, emitter));
    }

    private void submit(
            OrganizationId organization, byte[] module, byte[] input, UniEmitter<? super ObjectNode> emitter) {
        AtomicBoolean ended = new AtomicBoolean();
        FutureTask<?> work = new FutureTask<>(() -> run(module, input, ended, emitter), null);
        if (!queue.add(organization, work)) {
            emitter.fail(Problem.of(SkillError.SKILL_BUSY, "Too many modules wait to be executed. Try again.")
                    .retryAfter(BUSY_FOR));
            return;
        }
        emitter.onTermination(() -> {
            if (!ended.get()) {
                queue.remove(organization, work);
                work.cancel(true);
            }
        });
        begin();
    }

    /** What threads are free for. */
    private void begin() {
        Optional<FairQueue.Turn<FutureTask<?>>> next = queue.next();
        while (next.isPresent()) {
            FairQueue.Turn<FutureTask<?>> turn = next.get();
            threads.execute(() -> take(turn));
            next = queue.next();
        }
    }

    private void take(FairQueue.Turn<FutureTask<?>> turn) {
        try {
            turn.work().run();
        } finally {
            queue.ended(turn.organization());
            begin();
        }
    }

    private void run(byte[] module, byte[] input, AtomicBoolean ended, UniEmitter<? super ObjectNode> emitter) {
        try {
            ObjectNode output = output(sandbox.run(module, input));
            ended.set(true);
            emitter.complete(output);
        } catch (RuntimeException | Error failure) {
            ended.set(true);
            emitter.fail(failure);
        }
    }

    /** JSON if it is an object, else whatever it is as a value, else text. */
    private ObjectNode output(byte[] bytes) {
        try {
            JsonNode read = json.parse(bytes);
            if (read instanceof ObjectNode object) {
                return object;
            }
            return read.isMissingNode() ? json.object() : json.object().set("value", read);
        } catch (JacksonException noJson) {
            return json.object().put("text", new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
