package dev.tidepool.gateway.auth;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/.well-known/jwks.json")
@Tag(name = "Authentication")
@Produces(MediaType.APPLICATION_JSON)
class JwksResource {

    private final SigningKeys keys;
    private final String cacheControl;

    JwksResource(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        this.cacheControl = "public, max-age=" + config.keySetMaxAge().toSeconds();
    }

    @GET
    @Operation(summary = "The public keys of access tokens, as a JSON Web Key Set", operationId = "keys")
    @APIResponse(responseCode = "200", description = "The key set; it may be kept for five minutes")
    public RestResponse<JsonObject> keys() {
        return RestResponse.ResponseBuilder.ok(keys.accessKeySet())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }
}
