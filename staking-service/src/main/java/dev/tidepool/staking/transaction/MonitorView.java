package dev.tidepool.staking.transaction;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of where a transaction is submitted and followed. */
public record MonitorView(
        @Schema(description = "POST the signed transaction here")
        String submit,

        @Schema(description = "GET its state here") String status,
        @Schema(description = "WebSocket of rooms") String realtime,
        @Schema(description = "Join it there") String room,

        @Schema(description = "What is told in the room, as far as it comes")
        List<String> events) {

    private static final String PATH = "/v1/staking/transactions/";

    /** Of the build with that id. */
    public static MonitorView of(UUID id) {
        return new MonitorView(
                PATH + "submit",
                PATH + id,
                "/v1/realtime",
                "transaction:" + id,
                TransactionState.LABELS.stream()
                        .filter(label -> !label.equals("built"))
                        .map(label -> "transaction:" + label)
                        .toList());
    }
}
