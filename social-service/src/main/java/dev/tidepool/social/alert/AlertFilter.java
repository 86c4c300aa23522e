package dev.tidepool.social.alert;

import dev.tidepool.kernel.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Query parameters that choose alerts. */
record AlertFilter(
        @Parameter(description = "LOW, MEDIUM, HIGH or CRITICAL") @QueryParam("severity") @Nullable
        String severity,

        @Parameter(description = "open or resolved") @QueryParam("status") @Nullable
        String status,

        @Parameter(description = "A rule's type") @QueryParam("type") @Nullable
        String type,

        @Parameter(description = "true: only unread ones", schema = @Schema(type = SchemaType.BOOLEAN))
        @QueryParam("unread")
        @Nullable
        String unread) {

    /**
     * The same, checked.
     *
     * @param open empty for both
     */
    record Chosen(Optional<Severity> severity, Optional<Boolean> open, Optional<AlertType> type, boolean unreadOnly) {

        /** Tells lists apart, so that the cursor of one is refused by another. */
        String name() {
            return severity.map(Enum::name).orElse("") + ":"
                    + open.map(String::valueOf).orElse("") + ":"
                    + type.map(Enum::name).orElse("") + ":" + unreadOnly;
        }
    }

    /** @throws Problem 400 naming the parameter */
    Chosen chosen() {
        return new Chosen(
                Optional.ofNullable(severity).map(Severity::of),
                Optional.ofNullable(status).map(AlertFilter::isOpen),
                Optional.ofNullable(type).map(AlertType::of),
                isUnreadOnly());
    }

    private static boolean isOpen(String given) {
        return switch (given) {
            case "open" -> true;
            case "resolved" -> false;
            default -> throw Problem.invalidField("status", "status must be open or resolved.");
        };
    }

    private boolean isUnreadOnly() {
        return switch (unread == null ? "false" : unread) {
            case "false" -> false;
            case "true" -> true;
            default -> throw Problem.invalidField("unread", "unread must be true or false.");
        };
    }
}
