package dev.tidepool.gateway.support;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.send;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads an organisation's audit trail through the gateway, as its owner. */
public final class Trail {

    private Trail() {}

    /** The newest entries that match the query, for example {@code type=key.revoked}. */
    public static List<JsonObject> of(Organizations organization, String query) {
        return bodyOf(send(as(organization.key(), "/v1/audit?limit=100&" + query))).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
