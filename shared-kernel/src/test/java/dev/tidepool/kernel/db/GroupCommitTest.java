package dev.tidepool.kernel.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Eventually;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written comes out as text; groups are stored when the test says so. */
class GroupCommitTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final DistributionSummary sizes =
            DistributionSummary.builder("sizes").register(new SimpleMeterRegistry());
    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> held = new CopyOnWriteArrayList<>();
    private final GroupCommit<Integer, String> commits =
            new GroupCommit<>(vertx, new GroupCommit.Limits(3, 5, Duration.ofSeconds(10)), sizes, this::store);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoComesAloneIsStoredAtOnceAndWhoComesMeanwhileTogether() throws Exception {
        List<CompletableFuture<String>> written = new ArrayList<>();
        written.add(write(0));
        Eventually.within(SOON, () -> assertThat(groups).hasSize(1));
        IntStream.rangeClosed(1, 4).forEach(number -> written.add(write(number)));
        assertThat(groups).containsExactly(List.of(0));

        for (int group = 0; group < 3; group++) {
            int stored = group;
            Eventually.within(SOON, () -> assertThat(held).hasSize(stored + 1));
            held.get(group).complete(null);
        }
        for (int number = 0; number < written.size(); number++) {
            assertThat(written.get(number).get(20, TimeUnit.SECONDS)).isEqualTo("stored " + number);
        }
        assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4));
        assertThat(sizes.max()).isEqualTo(3);
        assertThat(sizes.count()).isEqualTo(3);
    }

    @Test
    void answersOnTheContextOfWhoWrites() throws Exception {
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        Context own = vertx.getOrCreateContext();
        own.runOnContext(go -> commits.write(1)
                .subscribe()
                .with(stored -> same.complete(Vertx.currentContext() == own), same::completeExceptionally));
        Eventually.within(SOON, () -> assertThat(held).hasSize(1));
        held.getFirst().complete(null);
        assertThat(same.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsRefusedOfOneIsNoVerdictOnTheOthers() throws Exception {
        CompletableFuture<String> first = write(0);
        Eventually.within(SOON, () -> assertThat(held).hasSize(1));
        CompletableFuture<String> bad = write(-1);
        CompletableFuture<String> good = write(2);
        held.getFirst().complete(null);
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("stored 0");
        Eventually.within(SOON, () -> assertThat(held).hasSize(2));
        held.get(1).complete(null);
        Eventually.within(SOON, () -> assertThat(held).hasSize(3));
        held.get(2).complete(null);
        assertThatThrownBy(() -> bad.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PgException.class);
        Eventually.within(SOON, () -> assertThat(held).hasSize(4));
        held.get(3).complete(null);
        assertThat(good.get(20, TimeUnit.SECONDS)).isEqualTo("stored 2");
        assertThat(groups).containsExactly(List.of(0), List.of(-1, 2), List.of(-1), List.of(2));
    }

    @Test
    void aLostConnectionFailsAllAndTheNextAreStored() throws Exception {
        CompletableFuture<String> lost = write(0);
        Eventually.within(SOON, () -> assertThat(held).hasSize(1));
        held.getFirst().completeExceptionally(new IllegalStateException("lost"));
        assertThatThrownBy(() -> lost.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("lost");

        CompletableFuture<String> next = write(1);
        Eventually.within(SOON, () -> assertThat(held).hasSize(2));
        held.getLast().complete(null);
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("stored 1");
    }

    @Test
    void refusesMoreThanMayWaitAndForgetsWhoLeft() throws Exception {
        CompletableFuture<String> first = write(0);
        Eventually.within(SOON, () -> assertThat(held).hasSize(1));
        List<Cancellable> leaving = new ArrayList<>();
        IntStream.rangeClosed(1, 5)
                .forEach(number -> leaving.add(commits.write(number).subscribe().with(stored -> {})));
        assertUnavailable(write(6), "Too many");
        leaving.forEach(Cancellable::cancel);
        held.getFirst().complete(null);
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("stored 0");

        CompletableFuture<String> later = write(7);
        Eventually.within(SOON, () -> assertThat(held).hasSize(2));
        held.getLast().complete(null);
        assertThat(later.get(20, TimeUnit.SECONDS)).isEqualTo("stored 7");
        assertThat(groups).containsExactly(List.of(0), List.of(7));
    }

    @Test
    void aGroupThatTakesTooLongIsGivenUpAndHoldsUpNobodyElse() throws Exception {
        GroupCommit<Integer, String> impatient =
                new GroupCommit<>(vertx, new GroupCommit.Limits(3, 5, Duration.ofMillis(500)), sizes, this::store);
        CompletableFuture<String> stuck = impatient.write(0).subscribeAsCompletionStage();
        assertUnavailable(stuck, "too long");
        CompletableFuture<String> next = impatient.write(1).subscribeAsCompletionStage();
        Eventually.within(SOON, () -> assertThat(groups).containsExactly(List.of(0), List.of(1)));
        held.getLast().complete(null);
        assertThat(next).succeedsWithin(SOON);
    }

    private static void assertUnavailable(CompletableFuture<String> refused, String why) {
        assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.detail()).contains(why);
                });
    }

    private CompletableFuture<String> write(int number) {
        return commits.write(number).subscribeAsCompletionStage();
    }

    private Uni<List<String>> store(List<Integer> group) {
        groups.add(group);
        CompletableFuture<Void> now = new CompletableFuture<>();
        held.add(now);
        return Uni.createFrom().completionStage(now).map(told -> {
            if (group.contains(-1)) {
                throw new PgException("refused", "ERROR", "23514", "not that one");
            }
            return group.stream().map(number -> "stored " + number).toList();
        });
    }
}
