package dev.tidepool.session.message;

import com.fasterxml.jackson.databind.JsonNode;

/** What a model gives a tool that it wants called. A call has a member of the kind's name, with {@code name} and the text. */
public enum ToolKind {
    /** Arguments: JSON as the model wrote it, which need not be well-formed. */
    FUNCTION("function", "arguments"),

    /** Free text. */
    CUSTOM("custom", "input");

    private final String wireName;
    private final String textName;

    ToolKind(String wireName, String textName) {
        this.wireName = wireName;
        this.textName = textName;
    }

    /** Of a call in OpenAI's shape, or of a part of one. */
    public static ToolKind of(JsonNode call) {
        return call.path("type").asText().equals(CUSTOM.wireName) || call.has(CUSTOM.wireName) ? CUSTOM : FUNCTION;
    }

    static ToolKind ofWireName(String name) {
        return name.equals(CUSTOM.wireName) ? CUSTOM : FUNCTION;
    }

    /** The call's {@code type}, and the member with what is called. */
    public String wireName() {
        return wireName;
    }

    /** The member of that with what the model gives. */
    public String textName() {
        return textName;
    }
}
