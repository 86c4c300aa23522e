package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;

/** The browser that a gateway is offered. The browser's own feature has it. */
public interface NodeBrowser {

    /**
     * Something the browser is to do, in the words of the gateway's own browser.
     *
     * @param path such as {@code /navigate}
     * @param body an object, or missing
     */
    record Request(String method, String path, JsonNode query, JsonNode body) {}

    /**
     * Does it on behalf of an organisation.
     *
     * @return what is told of it under result, and the files that names. Fails with a Problem; cancelling gives it up
     */
    Uni<ObjectNode> serve(OrganizationId organization, Request request);
}
