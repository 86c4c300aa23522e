package dev.tidepool.social.clawhub;

import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where clients of clawhub find the registry of this site. */
@Path("/.well-known/clawhub.json")
@Tag(name = "Clawhub registry")
@NonBlocking
class WellKnownResource {

    private final SocialAccess access;
    private final String publicUrl;

    WellKnownResource(
            SocialAccess access, @ConfigProperty(name = "tidepool.social.agent.public-url") String publicUrl) {
        this.access = access;
        this.publicUrl = publicUrl;
    }

    @GET
    @Operation(summary = "Where the registry is")
    @APIResponse(responseCode = "200", description = "Its base")
    public WellKnownView get() {
        access.requireReader();
        return new WellKnownView(publicUrl + "/clawhub", publicUrl);
    }
}
