package dev.tidepool.social.input;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;

/** Writes a list that an answer holds under two names, one for each dialect, as JSON once and copies it for the other. */
public final class WrittenOnce extends JsonSerializer<List<?>> {

    @Override
    public void serialize(List<?> list, JsonGenerator json, SerializerProvider call) throws IOException {
        IdentityHashMap<List<?>, SerializedString> written = written(call);
        SerializedString text = written.get(list);
        if (text == null) {
            text = new SerializedString(((ObjectMapper) json.getCodec()).writeValueAsString(list));
            written.put(list, text);
        }
        json.writeRawValue(text);
    }

    /** Attributes live as long as the writing of one answer. */
    @SuppressWarnings("unchecked") // set here only
    private static IdentityHashMap<List<?>, SerializedString> written(SerializerProvider call) {
        Object known = call.getAttribute(WrittenOnce.class);
        if (known != null) {
            return (IdentityHashMap<List<?>, SerializedString>) known;
        }
        IdentityHashMap<List<?>, SerializedString> fresh = new IdentityHashMap<>();
        call.setAttribute(WrittenOnce.class, fresh);
        return fresh;
    }
}
