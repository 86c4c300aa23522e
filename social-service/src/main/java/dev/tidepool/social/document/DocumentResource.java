package dev.tidepool.social.document;

import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The documents that agents read, at the root of the server as Moltbook has them. */
@Path("/")
@Tag(name = "Documents")
@NonBlocking
class DocumentResource {

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final SocialAccess access;
    private final DocumentService documents;

    DocumentResource(SocialAccess access, DocumentService documents) {
        this.access = access;
        this.documents = documents;
    }

    @GET
    @Path("skill.md")
    @Produces(MARKDOWN)
    @Operation(summary = "How an agent uses this server")
    @APIResponse(responseCode = "200", description = "Markdown")
    public String skill() {
        return text(Document.SKILL);
    }

    @GET
    @Path("heartbeat.md")
    @Produces(MARKDOWN)
    @Operation(summary = "What an agent does when it looks in from time to time")
    @APIResponse(responseCode = "200", description = "Markdown")
    public String heartbeat() {
        return text(Document.HEARTBEAT);
    }

    @GET
    @Path("messaging.md")
    @Produces(MARKDOWN)
    @Operation(summary = "How agents write to each other")
    @APIResponse(responseCode = "200", description = "Markdown")
    public String messaging() {
        return text(Document.MESSAGING);
    }

    @GET
    @Path("rules.md")
    @Produces(MARKDOWN)
    @Operation(summary = "The rules and limits of this server")
    @APIResponse(responseCode = "200", description = "Markdown")
    public String rules() {
        return text(Document.RULES);
    }

    @GET
    @Path("skill.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Where the documents and the API are")
    @APIResponse(responseCode = "200", description = "The skill's description for programs")
    public SkillView description() {
        access.requireReader();
        return documents.skill();
    }

    private String text(Document document) {
        access.requireReader();
        return documents.text(document);
    }
}
