package dev.tidepool.session.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppendLineTest {

    private static final SessionId REEF = new SessionId(UUID.randomUUID());
    private static final SessionId SHOAL = new SessionId(UUID.randomUUID());

    private final AppendLine line = new AppendLine(8);

    @Test
    void whoComesAloneIsTakenAtOnce() {
        add(REEF, "a");
        assertThat(contents(line.take())).containsExactly("a");
    }

    @Test
    void aSecondBatchIsTakenOnceEnoughWaitForIt() {
        add(REEF, "a");
        List<WaitingAppend> first = line.take();
        add(SHOAL, "b");
        assertThat(line.take()).as("one of eight").isEmpty();
        add(SHOAL, "c");
        assertThat(contents(line.take())).as("a quarter").containsExactly("b", "c");
        addOthers(8);
        assertThat(line.take()).as("a third").isEmpty();
        line.stored(first);
        assertThat(line.take()).hasSize(8);
    }

    @Test
    void aSessionIsInOneBatchAtATime() {
        add(REEF, "a");
        List<WaitingAppend> first = line.take();
        add(REEF, "b");
        add(SHOAL, "c");
        add(REEF, "d");
        assertThat(contents(line.take())).containsExactly("c");
        line.stored(first);
        assertThat(contents(line.take())).containsExactly("b", "d");
    }

    @Test
    void aKeyIsInABatchOnceAndWhatFollowsItInItsSessionWaits() {
        add(REEF, "a", "k");
        add(REEF, "b", "k");
        add(REEF, "c");
        add(SHOAL, "d", "k");
        List<WaitingAppend> first = line.take();
        assertThat(contents(first)).containsExactly("a", "d");
        line.stored(first);
        assertThat(contents(line.take())).containsExactly("b", "c");
    }

    @Test
    void aBatchHoldsSoManyAndSoMuch() {
        addOthers(9);
        List<WaitingAppend> first = line.take();
        assertThat(first).hasSize(8);
        line.stored(first);
        line.stored(line.take());
        IntStream.range(0, 8).forEach(number -> add(SHOAL, "x".repeat(262_144)));
        assertThat(line.take()).hasSize(4);
    }

    @Test
    void isDoneWhenNobodyWaitsAndNothingIsBeingStored() {
        assertThat(line.isDone()).isTrue();
        add(REEF, "a");
        List<WaitingAppend> batch = line.take();
        assertThat(line.isDone()).isFalse();
        line.stored(batch);
        assertThat(line.isDone()).isTrue();
    }

    private void addOthers(int count) {
        IntStream.range(0, count).forEach(number -> add(new SessionId(UUID.randomUUID()), "other " + number));
    }

    private void add(SessionId session, String content) {
        add(session, content, Optional.empty());
    }

    private void add(SessionId session, String content, String key) {
        add(session, content, Optional.of(key));
    }

    private void add(SessionId session, String content, Optional<String> key) {
        MessageDraft draft = new MessageDraft(
                MessageRole.USER,
                content,
                MessageStatus.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                key,
                ToolUse.NONE);
        Uni.createFrom()
                .<Optional<Message>>emitter(answer -> line.add(new WaitingAppend(
                        new MessageId(UUID.randomUUID()),
                        session,
                        draft,
                        new EventId(UUID.randomUUID()),
                        new JsonObject(),
                        () -> {},
                        null,
                        answer)))
                .subscribe()
                .with(stored -> {});
    }

    private static List<String> contents(List<WaitingAppend> batch) {
        return batch.stream().map(append -> append.draft().content()).toList();
    }
}
