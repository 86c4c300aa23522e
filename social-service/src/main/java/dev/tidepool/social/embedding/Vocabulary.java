package dev.tidepool.social.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Reads the parts of words that a model knows from the description of its tokenizer. */
final class Vocabulary {

    private static final int EXPECTED = 1 << 16;

    private Vocabulary() {}

    /**
     * The object {@code model.vocab} of a {@code tokenizer.json}: the number of each part.
     *
     * @throws IOException when there is none
     */
    static Map<String, Integer> read(InputStream description) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(description)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("vocab")) {
                    return parts(json);
                }
            }
        }
        throw new IOException("the tokenizer's description has no vocab");
    }

    private static Map<String, Integer> parts(JsonParser json) throws IOException {
        Map<String, Integer> parts = new HashMap<>(EXPECTED);
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String part = json.currentName();
            json.nextToken();
            parts.put(part, json.getIntValue());
        }
        return parts;
    }
}
