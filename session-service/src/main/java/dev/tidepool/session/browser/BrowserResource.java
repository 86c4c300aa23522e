package dev.tidepool.session.browser;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions/{id}/browser")
@Tag(name = "Browser", description = "A session's own browser: a real Chromium whose pages reach public addresses only")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class BrowserResource {

    private static final String READ = "sessions:read";
    private static final String WRITE = "sessions:write";

    private final CurrentCaller caller;
    private final BrowserService browsers;

    BrowserResource(CurrentCaller caller, BrowserService browsers) {
        this.caller = caller;
        this.browsers = browsers;
    }

    @POST
    @Operation(
            summary = "Open the session's browser",
            description =
                    "Scope sessions:write. If it is open it is used as it is. Every member of the body is optional.")
    @APIResponse(responseCode = "200", description = "The browser, with the page loaded if one was named")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD; ADDRESS_REFUSED, HOST_UNKNOWN: not to be reached")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SESSION_CLOSED, SESSION_EXPIRED, BROWSER_BUSY")
    @APIResponse(responseCode = "422", description = "BROWSER_NAVIGATION_FAILED")
    @APIResponse(responseCode = "429", description = "BROWSER_LIMIT_REACHED: of the organisation")
    @APIResponse(responseCode = "503", description = "BROWSER_UNAVAILABLE: there is no Chromium, or all are in use")
    public Uni<BrowserView> open(@PathParam("id") String id, @Nullable OpenBrowser body) {
        Caller.Member member = caller.memberWith(WRITE);
        return browsers.open(member, SessionId.fromString(id), body == null ? OpenBrowser.EMPTY : body);
    }

    @GET
    @Operation(summary = "Where the session's browser is", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "The browser")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "BROWSER_NOT_OPEN")
    public Uni<BrowserView> look(@PathParam("id") String id) {
        return browsers.look(caller.memberWith(READ), SessionId.fromString(id));
    }

    @POST
    @Path("/navigate")
    @Operation(summary = "Go to an address", description = "Scope sessions:write. Answers when the page is loaded.")
    @APIResponse(responseCode = "200", description = "Where the browser is now, redirects followed")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD; ADDRESS_REFUSED, HOST_UNKNOWN: not to be reached")
    @APIResponse(responseCode = "409", description = "BROWSER_NOT_OPEN, BROWSER_BUSY")
    @APIResponse(responseCode = "422", description = "BROWSER_NAVIGATION_FAILED")
    public Uni<BrowserView> navigate(@PathParam("id") String id, @Nullable Navigate body) {
        Caller.Member member = caller.memberWith(WRITE);
        return browsers.navigate(member, SessionId.fromString(id), body == null ? new Navigate(null) : body);
    }

    @GET
    @Path("/snapshot")
    @Operation(
            summary = "The page as text, with references to act by",
            description =
                    "Scope sessions:read. References hold until the next snapshot, or until the page goes elsewhere.")
    @APIResponse(responseCode = "200", description = "Untrusted text: it is the page's")
    @APIResponse(responseCode = "409", description = "BROWSER_NOT_OPEN, BROWSER_BUSY")
    @APIResponse(responseCode = "422", description = "BROWSER_PAGE_TOO_LARGE")
    public Uni<SnapshotView> snapshot(@PathParam("id") String id) {
        return browsers.snapshot(caller.memberWith(READ), SessionId.fromString(id));
    }

    @POST
    @Path("/act")
    @Operation(summary = "Click, type, press a key or scroll", description = "Scope sessions:write.")
    @APIResponse(responseCode = "200", description = "Where the browser is afterwards")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(
            responseCode = "409",
            description = "BROWSER_NOT_OPEN, BROWSER_BUSY, BROWSER_REF_STALE, BROWSER_ELEMENT_HIDDEN")
    public Uni<BrowserView> act(@PathParam("id") String id, @Nullable ActOnPage body) {
        Caller.Member member = caller.memberWith(WRITE);
        ActOnPage wanted = body == null ? new ActOnPage(null, null, null, null, null, null, null) : body;
        return browsers.act(member, SessionId.fromString(id), wanted);
    }

    @GET
    @Path("/screenshot")
    @Produces("image/png")
    @Operation(summary = "A picture of the page", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "A PNG")
    @APIResponse(responseCode = "409", description = "BROWSER_NOT_OPEN, BROWSER_BUSY")
    public Uni<byte[]> screenshot(
            @PathParam("id") String id,
            @Parameter(description = "true: of the whole page, not only of what is in view")
                    @QueryParam("fullPage")
                    @Nullable
                    String fullPage) {
        return browsers.screenshot(caller.memberWith(READ), SessionId.fromString(id), Boolean.parseBoolean(fullPage))
                .map(Buffer::getBytes);
    }

    @GET
    @Path("/pdf")
    @Produces("application/pdf")
    @Operation(summary = "The page as it would be printed", description = "Scope sessions:read.")
    @APIResponse(
            responseCode = "200",
            description = "A PDF",
            content =
                    @Content(
                            mediaType = "application/pdf",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "409", description = "BROWSER_NOT_OPEN, BROWSER_BUSY")
    @APIResponse(responseCode = "422", description = "BROWSER_PAGE_TOO_LARGE")
    public RestMulti<byte[]> pdf(@PathParam("id") String id) {
        return RestMulti.fromUniResponse(
                browsers.pdf(caller.memberWith(READ), SessionId.fromString(id)), parts -> parts);
    }

    @DELETE
    @Operation(
            summary = "Close the session's browser",
            description =
                    "Scope sessions:write. Its cookies and pages are gone. Closing what is not open changes nothing.")
    @APIResponse(responseCode = "204", description = "Closed")
    public Uni<Void> close(@PathParam("id") String id) {
        return browsers.close(caller.memberWith(WRITE), SessionId.fromString(id));
    }
}
