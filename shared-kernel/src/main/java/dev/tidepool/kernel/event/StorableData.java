package dev.tidepool.kernel.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * JSON as PostgreSQL's jsonb can hold it: in names and texts U+FFFD stands for U+0000, which a client may send anywhere. Pure.
 */
final class StorableData {

    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\uFFFD';

    private StorableData() {}

    /** The same object when there is nothing to replace, as in nearly all. */
    static JsonObject of(JsonObject json) {
        return hasNul(json) ? object(json.getMap()) : json;
    }

    private static boolean hasNul(Object value) {
        return switch (value) {
            case CharSequence text -> text.toString().indexOf(NUL) >= 0;
            case JsonObject object -> hasNul(object.getMap());
            case JsonArray array -> hasNul(array.getList());
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .anyMatch(member ->
                                hasNul(member.getKey()) || (member.getValue() != null && hasNul(member.getValue())));
            case List<?> list -> list.stream().anyMatch(element -> element != null && hasNul(element));
            default -> false;
        };
    }

    private static Object clean(Object value) {
        return switch (value) {
            case CharSequence text -> text(text);
            case JsonObject object -> object(object.getMap());
            case JsonArray array -> array(array.getList());
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            default -> value;
        };
    }

    private static JsonObject object(Map<?, ?> map) {
        JsonObject clean = new JsonObject();
        map.forEach((name, value) -> clean.put(text(name.toString()), value == null ? null : clean(value)));
        return clean;
    }

    private static JsonArray array(List<?> list) {
        JsonArray clean = new JsonArray();
        list.forEach(element -> clean.add(element == null ? null : clean(element)));
        return clean;
    }

    private static String text(CharSequence text) {
        return text.toString().replace(NUL, REPLACEMENT);
    }
}
