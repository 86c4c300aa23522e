package dev.tidepool.gateway.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * Whether a message of the Model Context Protocol calls a tool that does what a dear route does; see docs/LIMITS.md. Of the tools of
 * the session service. Pure.
 */
public final class ToolCost {

    /** Such a message is looked at before it is passed on; a longer one is taken for dear. */
    public static final int MOST_BYTES = 65_536;

    private static final Set<String> DEAR = Set.of("skill_execute", "browser_open", "browser_screenshot");

    private static final JsonFactory JSON = new JsonFactory();

    private ToolCost() {}

    /** What cannot be read is dear: who knows what the service makes of it. */
    public static boolean isDear(byte[] message) {
        try (JsonParser parser = JSON.createParser(message)) {
            return parser.nextToken() != JsonToken.START_OBJECT || namesDearTool(parser);
        } catch (IOException malformed) {
            return true;
        }
    }

    /** A member may be there twice: whichever counts, one that is dear is enough. */
    private static boolean namesDearTool(JsonParser message) throws IOException {
        boolean dear = false;
        while (message.nextToken() == JsonToken.FIELD_NAME) {
            boolean params = message.currentName().equals("params");
            if (message.nextToken() == JsonToken.START_OBJECT && params) {
                dear |= isDearName(message);
            } else {
                message.skipChildren();
            }
        }
        return dear;
    }

    private static boolean isDearName(JsonParser params) throws IOException {
        boolean dear = false;
        while (params.nextToken() == JsonToken.FIELD_NAME) {
            boolean name = params.currentName().equals("name");
            dear |= params.nextToken() == JsonToken.VALUE_STRING && name && DEAR.contains(params.getText());
            params.skipChildren();
        }
        return dear;
    }
}
