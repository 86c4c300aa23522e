package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Versions of the A2UI specification that are taken. */
enum A2uiVersion {
    V0_8("v0.8"),
    V0_9("v0.9");

    private final String wireName;

    A2uiVersion(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    /** Messages of v0.9 name their version, those of v0.8 have no such member. @throws InvalidMessage for another */
    static A2uiVersion of(ObjectNode message) {
        JsonNode version = message.path("version");
        if (version.isMissingNode()) {
            return V0_8;
        }
        if (version.isTextual() && version.textValue().equals(V0_9.wireName)) {
            return V0_9;
        }
        throw new InvalidMessage("/version", "must be v0.9, or be left out for v0.8");
    }
}
