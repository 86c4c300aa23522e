package dev.tidepool.social.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.stream.TimelineRepository.Bounds;
import dev.tidepool.social.stream.TimelineRepository.TimelinePage;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a stream may cost, whoever opens it however often. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class StreamBoundsTest {

    private static final AgentId AGENT = new AgentId(new UUID(0, 1));

    @Inject
    Pool pool;

    @Inject
    TimelineRepository timelines;

    private final SocialClient client = new SocialClient();

    @Test
    void whoComesBackFromTooFarIsToldOfAGap() {
        Bounds bounds = new Bounds(11, 5000);
        OpenedStream late = StreamService.opened(AGENT, Optional.of(3000L), bounds, 1000);
        assertThat(late.after()).isEqualTo(4000);
        assertThat(late.beginning()).contains("stream:gap", "id: 4000\n");
        OpenedStream near = StreamService.opened(AGENT, Optional.of(4000L), bounds, 1000);
        assertThat(near.after()).isEqualTo(4000);
        assertThat(near.beginning()).contains("stream:ready");
        assertThat(StreamService.opened(AGENT, Optional.of(1L), bounds, 100_000).after())
                .isEqualTo(10);
        assertThat(StreamService.opened(AGENT, Optional.empty(), bounds, 0).after())
                .isEqualTo(5000);
    }

    @Test
    void theBoundsAreReadAtTheEndsOfTheKey() {
        fill(AGENT, 200);
        List<String> plan = pool.query(
                        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) " + TimelineRepository.BOUNDS)
                .execute()
                .map(rows -> {
                    List<String> lines = new java.util.ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return lines;
                })
                .await()
                .indefinitely();
        assertThat(plan)
                .filteredOn(line -> line.contains("on journal"))
                .isNotEmpty()
                .allMatch(line -> line.contains("rows=1 ") || line.contains("rows=1.00"));
        Bounds bounds = timelines.bounds().await().indefinitely();
        assertThat(bounds.last() - bounds.first()).isGreaterThanOrEqualTo(199);
    }

    /** Whomever the entries are for: an agent that follows many reads no more at once than one that follows few. */
    @Test
    void aPageLooksNoFurtherThanItsWindow() {
        TestAgent reader = client.register();
        fill(reader.id(), 40);
        long last = timelines.bounds().await().indefinitely().last();
        TimelinePage page =
                timelines.page(reader.id(), last - 40, 100, 15).await().indefinitely();
        assertThat(page.events()).hasSizeBetween(1, 15);
        assertThat(page.to()).isEqualTo(last - 25);
        assertThat(page.more()).isTrue();
        TimelinePage full =
                timelines.page(reader.id(), page.to(), 5, 1000).await().indefinitely();
        assertThat(full.events()).hasSize(5);
        assertThat(full.to()).isEqualTo(full.events().getLast().position());
        TimelinePage end =
                timelines.page(reader.id(), full.to(), 100, 1000).await().indefinitely();
        assertThat(end.more()).isFalse();
        assertThat(end.to()).isGreaterThanOrEqualTo(last);
    }

    @Test
    void ofManyThatAreOpenedAtOnceThreeAre() {
        TestAgent agent = client.register();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<CompletableFuture<HttpResponse<InputStream>>> opening = IntStream.range(0, 30)
                    .mapToObj(number -> http.sendAsync(
                            client.request("/api/v1/events", agent.bearer())
                                    .GET()
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream()))
                    .toList();
            List<HttpResponse<InputStream>> answers =
                    opening.stream().map(CompletableFuture::join).toList();
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(3);
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
            answers.forEach(StreamBoundsTest::close);
            http.shutdownNow();
        }
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }

    private void fill(AgentId agent, int count) {
        pool.query("""
                INSERT INTO social.journal (event_id, type, time, data, agent_id)
                SELECT gen_random_uuid(), 'dm:sent', now(), '{}', '%s' FROM generate_series(1, %d)""".formatted(agent, count)).execute().await().indefinitely();
    }
}
