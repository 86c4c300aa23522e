package dev.tidepool.session.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A JSON object as it was sent, beside what it says. Single members can be changed; all others stay byte for byte, also those that
 * a parsed tree would lose or write differently. Immutable.
 */
public final class RawObject {

    private final ExactJson json;
    private final ObjectNode view;
    private final byte[] whole;
    private final List<Member> members;

    private RawObject(ExactJson json, ObjectNode view, byte[] whole, List<Member> members) {
        this.json = json;
        this.view = view;
        this.whole = whole;
        this.members = members;
    }

    static RawObject of(ExactJson json, ObjectNode view, byte[] sent) {
        byte[] text = RawMembers.areUtf8(sent) ? sent : json.writeBytes(view);
        return new RawObject(json, view, text, RawMembers.of(text));
    }

    /** A member's text. */
    static final class Member {

        private final String name;
        private final byte[] text;
        private final int value;

        /** @param value where in the text its value begins */
        Member(String name, byte[] text, int value) {
            this.name = name;
            this.text = text;
            this.value = value;
        }

        static Member of(String quotedName, String name, byte[] value) {
            byte[] head = (quotedName + ":").getBytes(StandardCharsets.UTF_8);
            byte[] text = Arrays.copyOf(head, head.length + value.length);
            System.arraycopy(value, 0, text, head.length, value.length);
            return new Member(name, text, head.length);
        }

        String name() {
            return name;
        }

        byte[] text() {
            return text;
        }

        int value() {
            return value;
        }
    }

    /** What it says; not to be changed. */
    public ObjectNode view() {
        return view;
    }

    /** Bytes that it takes. */
    public int length() {
        return whole.length;
    }

    /** As UTF-8: unless it was changed, exactly what was sent. */
    public byte[] bytes() {
        return whole.clone();
    }

    /** A copy with this member, in place of all that had its name. */
    public RawObject with(String name, JsonNode value) {
        return Objects.equals(view.get(name), value) ? this : replaced(name, value, json.writeBytes(value));
    }

    /** A copy without this member. */
    public RawObject without(String name) {
        if (!view.has(name)) {
            return this;
        }
        ObjectNode less = view.objectNode();
        less.setAll(view);
        less.remove(name);
        return rebuilt(less, others(name).toList());
    }

    /** A copy whose list of this name has more items, before those it has. */
    public RawObject prepended(String name, List<? extends JsonNode> items) {
        if (items.isEmpty() || !(view.get(name) instanceof ArrayNode list)) {
            return this;
        }
        ArrayNode all = view.arrayNode();
        items.forEach(all::add);
        all.addAll(list);
        return replaced(name, all, spliced(last(name), items, list.isEmpty()));
    }

    private byte[] spliced(Member list, List<? extends JsonNode> items, boolean empty) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write('[');
        for (int at = 0; at < items.size(); at++) {
            text.writeBytes(at == 0 ? new byte[0] : new byte[] {','});
            text.writeBytes(json.writeBytes(items.get(at)));
        }
        if (!empty) {
            text.write(',');
        }
        int rest = list.value() + 1;
        text.write(list.text(), rest, list.text().length - rest);
        return text.toByteArray();
    }

    private Member last(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private RawObject replaced(String name, JsonNode value, byte[] text) {
        ObjectNode changed = view.objectNode();
        changed.setAll(view);
        changed.set(name, value);
        Member member = Member.of(json.write(name), name, text);
        return rebuilt(changed, Stream.concat(others(name), Stream.of(member)).toList());
    }

    private Stream<Member> others(String name) {
        return members.stream().filter(member -> !member.name().equals(name));
    }

    private RawObject rebuilt(ObjectNode changed, List<Member> now) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(whole.length + 64);
        text.write('{');
        for (Member member : now) {
            if (text.size() > 1) {
                text.write(',');
            }
            text.writeBytes(member.text());
        }
        text.write('}');
        return new RawObject(json, changed, text.toByteArray(), now);
    }
}
