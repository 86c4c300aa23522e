package dev.tidepool.session.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON that comes out as it went in: numbers keep every digit, members their order. For bodies that are passed on. */
@Singleton
public class ExactJson {

    /** Of a body that a client sends: many times what a chat needs. In a tree each may take a hundred times the place of its text. */
    private static final long MAX_SENT_TOKENS = 200_000;

    private final JsonMapper mapper = mapper(StreamReadConstraints.defaults());
    private final JsonMapper bounded = mapper(
            StreamReadConstraints.builder().maxTokenCount(MAX_SENT_TOKENS).build());

    private static JsonMapper mapper(StreamReadConstraints limits) {
        return JsonMapper.builder(
                        new JsonFactoryBuilder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /**
     * What a client sent.
     *
     * @throws JacksonException when the bytes are not JSON; a missing node when there are none
     * @throws Problem 413 when it has too many parts, or too large ones
     */
    public JsonNode parse(byte[] json) throws JacksonException {
        try {
            return read(bounded, json);
        } catch (StreamConstraintsException tooMuch) {
            throw Problem.of(
                    CommonError.PAYLOAD_TOO_LARGE,
                    "The body must hold at most " + MAX_SENT_TOKENS
                            + " names, values and brackets, not be nested deeply, and have no numbers or names of endless length.");
        }
    }

    private static JsonNode read(JsonMapper mapper, byte[] json) throws JacksonException {
        try {
            return mapper.readTree(json);
        } catch (JacksonException malformed) {
            throw malformed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The object in the bytes, or empty when they hold anything else. */
    public Optional<ObjectNode> parseObject(byte[] json) {
        try {
            return read(mapper, json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    /** @param view what the bytes were parsed to, by {@link #parse} */
    public RawObject raw(ObjectNode view, byte[] sent) {
        return RawObject.of(this, view, sent);
    }

    byte[] writeBytes(JsonNode value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("trees and maps can be written", impossible);
        }
    }

    public ObjectNode object() {
        return mapper.createObjectNode();
    }
}
