package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A provider's stream as it is read: bytes to chunks, and whether it came to its proper end. One per stream. */
final class ProviderStream {

    /** Follows the last chunk once the provider said that there are no more. */
    static final ModelChunk END = ModelChunk.of("", MissingNode.getInstance());

    private static final String DONE = "[DONE]";

    private final ExactJson json;
    private final SseParser parser;
    private final long maxBytes;
    private long bytes;
    private boolean finished;

    ProviderStream(ExactJson json, int maxEventBytes, long maxBytes) {
        this.json = json;
        this.maxBytes = maxBytes;
        this.parser = new SseParser(maxEventBytes);
    }

    /** The chunks that these bytes complete, then a failure if they hold an error or cannot be read. */
    Multi<ModelChunk> feed(byte[] bytes) {
        List<ModelChunk> chunks = new ArrayList<>();
        try {
            read(bytes, chunks);
            return Multi.createFrom().iterable(chunks);
        } catch (RuntimeException broken) {
            Multi<ModelChunk> good = Multi.createFrom().iterable(chunks);
            return Multi.createBy()
                    .concatenating()
                    .streams(good, Multi.createFrom().failure(broken));
        }
    }

    private void read(byte[] part, List<ModelChunk> chunks) {
        bytes += part.length;
        if (bytes > maxBytes) {
            throw Problem.of(
                    ModelError.MODEL_STREAM_BROKEN, "The model's answer is longer than " + maxBytes + " bytes.");
        }
        for (String data : parser.feed(part)) {
            if (data.equals(DONE)) {
                finished = true;
                chunks.add(END);
            } else {
                chunks.add(chunk(data));
            }
        }
    }

    private ModelChunk chunk(String data) {
        ObjectNode event = json.parseObject(data.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> Problem.of(
                        ModelError.MODEL_STREAM_BROKEN, "The model provider sent an event that cannot be read."));
        if (event.hasNonNull("error")) {
            throw ProviderFailure.ofErrorEvent(event);
        }
        ModelChunk chunk = ModelChunk.of(data, event);
        finished |= chunk.finished();
        return chunk;
    }

    /** Nothing, or a failure if the bytes ended before the answer did. */
    Multi<ModelChunk> end() {
        return finished
                ? Multi.createFrom().empty()
                : Multi.createFrom()
                        .failure(Problem.of(ModelError.MODEL_STREAM_BROKEN, "The model's answer broke off."));
    }
}
