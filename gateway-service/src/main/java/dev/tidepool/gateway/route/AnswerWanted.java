package dev.tidepool.gateway.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Whether a message to a session's socket makes a model answer; see docs/SOCKET.md. Pure. */
final class AnswerWanted {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ANSWER = "answer";

    private AnswerWanted() {}

    /** Of what is no JSON object nothing comes. */
    static boolean by(String message) {
        // An escape may be part of the word.
        return (message.contains(ANSWER) || message.indexOf('\\') >= 0) && isSaid(message);
    }

    private static boolean isSaid(String message) {
        try (JsonParser parser = JSON.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ((name.equals(ANSWER) && value == JsonToken.VALUE_TRUE)
                        || (name.equals("type") && ANSWER.equals(parser.getText()))) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException malformed) {
            return false;
        }
    }
}
