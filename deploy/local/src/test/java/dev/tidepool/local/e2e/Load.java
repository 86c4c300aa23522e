package dev.tidepool.local.e2e;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Callers that go on, each with one request after the other, until it is closed; what they were answered is kept. */
final class Load implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /** @param name of what is asked, for the counts */
    Load with(int callers, String name, Supplier<Answer> call) {
        for (int caller = 0; caller < callers; caller++) {
            threads.execute(() -> {
                while (!ended) {
                    keep(name, call.get());
                }
            });
        }
        return this;
    }

    private void keep(String name, Answer answer) {
        counts.computeIfAbsent(name + " " + answer.status(), first -> new AtomicInteger())
                .incrementAndGet();
        if (answer.status() == 201) {
            acknowledged
                    .computeIfAbsent(name, first -> new ConcurrentLinkedQueue<>())
                    .add(answer);
        }
    }

    /** How often this was answered so, up to now. */
    int count(String name, int status) {
        AtomicInteger count = counts.get(name + " " + status);
        return count == null ? 0 : count.get();
    }

    /** All there is to see, such as {@code {reads 200=812, reads 503=3}}. */
    Map<String, AtomicInteger> counts() {
        return counts;
    }

    /** What was answered with 201. */
    List<Answer> acknowledged(String name) {
        Queue<Answer> answers = acknowledged.get(name);
        return answers == null ? List.of() : List.copyOf(answers);
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("a request was never answered; so far " + counts);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
