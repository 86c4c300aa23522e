package dev.tidepool.session.chat;

import dev.tidepool.kernel.problem.ErrorSurface;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelChunk;
import dev.tidepool.session.stream.EventStream;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.time.Instant;

/** A streamed answer as OpenAI's events: its chunks unchanged, an error if it breaks off, and {@code data: [DONE]}. */
@Singleton
class ChatEvents {

    private static final String DONE = event("[DONE]");

    private final ExactJson json;

    ChatEvents(ExactJson json) {
        this.json = json;
    }

    /**
     * @param withUsage whether the client wants to see the usage at the end
     * @param requestId for an error
     */
    EventStream of(Multi<ModelChunk> chunks, boolean withUsage, String requestId) {
        return new EventStream(chunks.select()
                .where(chunk -> !chunk.closing() || withUsage)
                .map(chunk -> event(chunk.data()))
                .onFailure(Problem.class)
                .recoverWithItem(failure -> error((Problem) failure, requestId))
                .onCompletion()
                .continueWith(DONE));
    }

    private String error(Problem problem, String requestId) {
        return event(json.write(ErrorSurface.OPENAI.body(problem, ChatResource.PATH, requestId, Instant.now())));
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }
}
