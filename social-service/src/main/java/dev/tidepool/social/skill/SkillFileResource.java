package dev.tidepool.social.skill;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What shared skills are made of. {@code version} is the one in use unless the query names another. */
@Path("/api/v1/skills/{slug}")
@Tag(name = "Shared skills")
class SkillFileResource {

    private final SkillAccess readers;
    private final SkillReadService reads;
    private final DownloadService downloads;

    SkillFileResource(SkillAccess readers, SkillReadService reads, DownloadService downloads) {
        this.readers = readers;
        this.reads = reads;
        this.downloads = downloads;
    }

    @GET
    @Path("/files")
    @Operation(summary = "The files of a version")
    @APIResponse(responseCode = "200", description = "All of them, by their paths")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    public Uni<FileListView> files(@PathParam("slug") String slug, @QueryParam("version") @Nullable String version) {
        return reads.files(slug, Optional.ofNullable(version), readers.reader()).map(FileListView::of);
    }

    @GET
    @Path("/files/{path:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "One file as it was published")
    @APIResponse(responseCode = "200", description = "Its bytes")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND, SKILL_VERSION_NOT_FOUND or SKILL_FILE_NOT_FOUND")
    public Uni<RestResponse<byte[]>> file(
            @PathParam("slug") String slug,
            @PathParam("path") String path,
            @QueryParam("version") @Nullable String version) {
        return reads.file(slug, Optional.ofNullable(version), path, readers.reader())
                .map(content -> RestResponse.ResponseBuilder.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        .header("X-Content-Type-Options", "nosniff")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .build());
    }

    @GET
    @Path("/download")
    @Transferring
    @Produces(Archive.ZIP)
    @Operation(
            summary = "A version as a zip archive",
            description = "X-Content-Hash and ETag carry the content hash. Counts once a day for who downloads.")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = Archive.ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "If-None-Match has the content hash")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    @APIResponse(responseCode = "503", description = "SKILL_BUSY")
    public Uni<RestResponse<ArchiveContent>> download(
            @PathParam("slug") String slug,
            @QueryParam("version") @Nullable String version,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        SkillReader reader = readers.reader();
        return reads.find(slug, Optional.ofNullable(version), reader)
                .chain(found -> Archive.isKnown(found.version(), known)
                        ? Uni.createFrom().item(Archive.notModified(found.version()))
                        : downloads.zip(found, reader).map(zip -> Archive.of(found, zip)));
    }
}
