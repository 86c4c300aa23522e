package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LimitEndToEndTest {

    private static final int PER_MINUTE = 100;

    private final Running suite = Running.suite();

    @Test
    void the101stRequestOfAMinuteIsRefused() {
        Api key = suite.freshAgent("one-by-one").api();
        for (int request = 1; request <= PER_MINUTE; request++) {
            Answer answer = key.get("/v1/sessions").expect(200);
            assertThat(answer.header("X-RateLimit-Limit")).contains("100");
            assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(PER_MINUTE - request));
        }
        Answer refused = key.get("/v1/sessions").expectProblem(429, "RATE_LIMITED");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 61);
        assertThat(refused.header("RateLimit")).isPresent();
        assertThat(refused.header("RateLimit-Policy")).isPresent();
    }

    @Test
    void parallelRequestsAdmitExactlyTheLimit() throws Exception {
        assertThat(admittedOf(suite.freshAgent("crowd").api(), 150)).isEqualTo(PER_MINUTE);
    }

    /** The limit must hold all the same, and it must come back. */
    @Test
    void theLimitHoldsWhileRedisDoesNotAnswer() throws Exception {
        Api agent = suite.freshAgent("offline-crowd").api();
        suite.freezeRedis();
        try {
            assertThat(admittedOf(agent, 150)).isEqualTo(PER_MINUTE);
            assertThat(agent.get("/v1/sessions").expect(429).header("Retry-After"))
                    .isPresent();
        } finally {
            suite.thawRedis();
        }
        assertThat(admittedOf(suite.freshAgent("returned-crowd").api(), 150)).isEqualTo(PER_MINUTE);
    }

    @Test
    void theLimitHoldsWhileRedisIsStopped() throws Exception {
        Api agent = suite.freshAgent("stopped-crowd").api();
        suite.stop("redis");
        try {
            assertThat(admittedOf(agent, 150)).isEqualTo(PER_MINUTE);
        } finally {
            suite.recover("redis");
        }
    }

    /** Exactly, though a thousand requests at once keep Redis's answers waiting in the gateways themselves. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void twoGatewaysTogetherAdmitExactlyTheLimit() throws Exception {
        try (SecondGateway second = SecondGateway.startBeside(suite.process("gateway"))) {
            Api here = suite.freshAgent("shared-crowd").api();
            Api there = second.as(here.credential());
            assertThat(admittedOf(1000, number -> number % 2 == 0 ? here : there))
                    .isEqualTo(PER_MINUTE);
            Api first = suite.freshAgent("moving-crowd").api();
            assertThat(admittedOf(60, number -> first)).isEqualTo(60);
            // The first has fallen silent, and keeps what is left of its lease: at most an eighth of what it saw left.
            assertThat(admittedOf(200, number -> second.as(first.credential()))).isBetween(40L - 100 / 8, 40L);
        }
    }

    private static long admittedOf(Api api, int requests) throws Exception {
        return admittedOf(requests, number -> api);
    }

    /** All of them are sent at once: none waits for another's answer. */
    private static long admittedOf(int requests, IntFunction<Api> callers) throws Exception {
        CountDownLatch ready = new CountDownLatch(requests);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < requests; number++) {
                Api caller = callers.apply(number);
                answers.add(threads.submit(() -> {
                    ready.countDown();
                    go.await();
                    // Answered without a database, so that what is tried is the count.
                    return caller.get("/v1/models").status();
                }));
            }
            ready.await();
            go.countDown();
            long admitted = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 429);
                admitted += answer.get() == 200 ? 1 : 0;
            }
            return admitted;
        }
    }
}
