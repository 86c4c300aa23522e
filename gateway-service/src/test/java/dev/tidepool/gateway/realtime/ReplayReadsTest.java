package dev.tidepool.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayReadsTest {

    private static final Room ROOM = Room.of("post:1").orElseThrow();
    private static final Replay NOTHING = new Replay.Page(List.of(), true, true);

    private final List<Promise<Replay>> underWay = new ArrayList<>();
    private final ReplayReads reads = new ReplayReads(
            (room, position) -> {
                Promise<Replay> promise = Promise.promise();
                underWay.add(promise);
                return promise.future();
            },
            () -> Future.succeededFuture(1L));

    @Test
    void areBoundedHoweverManyWantToRead() {
        List<Future<Replay>> answers = new ArrayList<>();
        for (int position = 1; position <= 1_000; position++) {
            answers.add(reads.read(ROOM, position));
        }
        assertThat(underWay).hasSize(64);
        underWay.getFirst().complete(NOTHING);
        assertThat(underWay).hasSize(65);
        assertThat(answers.getFirst().result()).isSameAs(NOTHING);
        for (int i = 1; i < 1_000; i++) {
            underWay.get(i).complete(NOTHING);
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.result()).isSameAs(NOTHING));
        assertThat(underWay).hasSize(1_000);
    }

    @Test
    void areSharedByThoseWhoWantTheSame() {
        for (int position = 1; position <= 64; position++) {
            reads.read(ROOM, position);
        }
        Future<Replay> one = reads.read(ROOM, 100);
        Future<Replay> same = reads.read(ROOM, 100);
        underWay.getFirst().complete(NOTHING);
        assertThat(underWay).hasSize(65);
        underWay.getLast().complete(NOTHING);
        assertThat(one.result()).isSameAs(NOTHING);
        assertThat(same.result()).isSameAs(NOTHING);
    }

    @Test
    void areNotSharedOnceTheyHaveBegun() {
        reads.read(ROOM, 1);
        reads.read(ROOM, 1);
        assertThat(underWay)
                .as("what was published since the first began may be missing in its answer")
                .hasSize(2);
    }
}
