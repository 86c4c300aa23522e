package dev.tidepool.session.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the members of an object are in its text. Pure. */
final class RawMembers {

    private static final JsonFactory FACTORY = new JsonFactory();

    private RawMembers() {}

    /** JSON may come as UTF-16 or UTF-32, or behind a mark of its byte order; all of these begin with no brace or space, or hold a zero. */
    static boolean areUtf8(byte[] text) {
        return text.length < 2 || (text[0] >= 0 && text[0] != 0 && text[1] != 0);
    }

    /** @param text a JSON object as UTF-8 that was parsed before */
    static List<RawObject.Member> of(byte[] text) {
        List<RawObject.Member> members = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                members.add(next(parser, text));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("it was parsed before", impossible);
        }
        return members;
    }

    private static RawObject.Member next(JsonParser parser, byte[] text) throws IOException {
        String name = parser.currentName();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.nextToken();
        int value = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return new RawObject.Member(name, Arrays.copyOfRange(text, from, to), value - from);
    }
}
