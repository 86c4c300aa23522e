package dev.tidepool.gateway.support;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** Keys made and rotated through the gateway. */
public final class Keys {

    private Keys() {}

    public static JsonObject wanted(String name, String... scopes) {
        return new JsonObject().put("name", name).put("scopes", JsonArray.of((Object[]) scopes));
    }

    public static HttpResponse<String> tryCreate(String credential, JsonObject wanted) {
        return send(json(as(credential, "/v1/api-keys"), "POST", wanted.encode()));
    }

    /** The issued key, its text included. */
    public static JsonObject create(String credential, JsonObject wanted) {
        HttpResponse<String> answer = tryCreate(credential, wanted);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return bodyOf(answer);
    }

    /** @param id of a key, or {@code current} */
    public static HttpResponse<String> rotate(String credential, String id, String body) {
        return send(json(as(credential, "/v1/api-keys/" + id + "/rotate"), "POST", body));
    }

    public static JsonObject rotated(String credential, String id, String body) {
        HttpResponse<String> answer = rotate(credential, id, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return bodyOf(answer);
    }

    public static JsonObject get(String credential, String id) {
        return bodyOf(send(as(credential, "/v1/api-keys/" + id)));
    }
}
