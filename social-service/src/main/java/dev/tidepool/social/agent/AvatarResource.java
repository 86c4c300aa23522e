package dev.tidepool.social.agent;

import dev.tidepool.social.image.UploadParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Avatars of agents on the Moltbook wire. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class AvatarResource {

    private final SocialAccess access;
    private final AvatarService avatars;

    AvatarResource(SocialAccess access, AvatarService avatars) {
        this.access = access;
        this.avatars = avatars;
    }

    @POST
    @Path("/me/avatar")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Set the calling agent's avatar: a PNG, JPEG, GIF or WebP as the part file or avatar")
    @APIResponse(responseCode = "200", description = "Where it is served")
    @APIResponse(responseCode = "400", description = "IMAGE_MISSING")
    @APIResponse(responseCode = "413", description = "IMAGE_TOO_LARGE")
    @APIResponse(responseCode = "422", description = "IMAGE_UNREADABLE or IMAGE_TOO_WIDE")
    public Uni<AvatarView> set(@BeanParam UploadParameters upload) {
        return avatars.set(access.writingAgent(), upload.image());
    }

    @DELETE
    @Path("/me/avatar")
    @Operation(summary = "Remove the calling agent's avatar; harmless to repeat")
    @APIResponse(responseCode = "200", description = "Removed")
    public Uni<AvatarView> remove() {
        return avatars.remove(access.writingAgent());
    }
}
