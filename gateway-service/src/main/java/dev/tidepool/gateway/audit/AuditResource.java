package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

@Path("/v1/audit")
@Tag(name = "Audit trail", description = "Security events of the organisation, for its owners and administrators")
class AuditResource {

    private static final String SCOPE = "audit:read";

    private final AuditService audit;
    private final CurrentCaller caller;
    private final CursorCodec cursors;

    AuditResource(AuditService audit, CurrentCaller caller, CursorCodec cursors) {
        this.audit = audit;
        this.caller = caller;
        this.cursors = cursors;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The organisation's security events, newest first", operationId = "listAuditEntries")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is absent on the last one")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names, or INVALID_CURSOR")
    @APIResponse(responseCode = "403", description = "The credential lacks the scope audit:read")
    public Uni<AuditPageView> list(
            @BeanParam AuditParameters parameters,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageLimit size = PageLimit.parse(limit);
        AuditPosition after = cursor == null ? AuditPosition.START : AuditPosition.of(cursors, cursor);
        return audit.page(caller.memberWith(SCOPE).organization(), parameters.filter(), after, size)
                .map(page -> AuditPageView.of(page, cursors));
    }

    @GET
    @Path("/export")
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Content-Disposition", value = "attachment; filename=\"audit.json\"")
    @Operation(
            summary = "All of them at once, as a JSON array or as CSV",
            description = "The header Accept chooses application/json or text/csv; so does the query, as format=json or"
                    + " format=csv. It is streamed. In CSV a cell that a spreadsheet would take for a formula begins with"
                    + " an apostrophe.",
            operationId = "exportAuditEntries")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "Instead of the header Accept",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"json", "csv"}))
    @APIResponse(
            responseCode = "200",
            description = "What happened up to now and matches",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = AuditEntryView.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "403", description = "The credential lacks the scope audit:read")
    public Multi<AuditEntryView> exportJson(@BeanParam AuditParameters parameters) {
        return audit.export(caller.memberWith(SCOPE).organization(), parameters.filter())
                .onItem()
                .transformToIterable(entries -> entries)
                .map(AuditEntryView::of);
    }

    @GET
    @Path("/export")
    @Produces("text/csv;qs=0.5")
    @ResponseHeader(name = "Content-Disposition", value = "attachment; filename=\"audit.csv\"")
    @Operation(hidden = true)
    public Multi<String> exportCsv(@BeanParam AuditParameters parameters) {
        Multi<String> rows = audit.export(caller.memberWith(SCOPE).organization(), parameters.filter())
                .map(AuditCsv::rows);
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(AuditCsv.HEADER), rows);
    }
}
