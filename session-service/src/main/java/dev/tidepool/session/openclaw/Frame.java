package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/** One message of the protocol. */
sealed interface Frame {

    /** Ours to the gateway. */
    record Request(String id, String method, ObjectNode params) implements Frame {}

    /** An answer. The method {@code agent} has two of the same id: the first says that the run was accepted. */
    record Result(String id, JsonNode payload) implements Frame {}

    /** A refusal. */
    record Failure(String id, GatewayError error) implements Frame {}

    /**
     * Something that happened.
     *
     * @param sequence counts the events of one socket; a gap means that the gateway left some out, as to a slow reader
     */
    record Event(String name, JsonNode payload, OptionalLong sequence) implements Frame {}
}
