package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.CurrentCaller;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/skills")
@Tag(name = "Skills", description = "What can be done to a text by a command in the chat")
@Produces(MediaType.APPLICATION_JSON)
class SkillResource {

    private final CurrentCaller caller;

    SkillResource(CurrentCaller caller) {
        this.caller = caller;
    }

    @GET
    @NonBlocking
    @Operation(summary = "List the skills", description = "Scope skills:read.")
    public SkillListView list() {
        caller.memberWith("skills:read");
        return new SkillListView(BuiltInSkills.all().stream().map(SkillView::of).toList());
    }
}
