package dev.tidepool.session.canvas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;

/** Lines of A2UI as trees: numbers keep their digits, members their order; none twice, none too deep. */
@Singleton
class A2uiJson {

    /** Far more than any surface needs; checking goes down the same depth. */
    private static final int MAX_DEPTH = 64;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws InvalidMessage when the text is no JSON object */
    ObjectNode object(String text) {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidMessage("", "must be a JSON object");
        } catch (JsonProcessingException malformed) {
            throw new InvalidMessage("", "is no JSON: " + malformed.getOriginalMessage());
        }
    }

    String write(ObjectNode object) {
        try {
            return mapper.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("trees can be written", impossible);
        }
    }

    ObjectNode newObject() {
        return mapper.createObjectNode();
    }
}
