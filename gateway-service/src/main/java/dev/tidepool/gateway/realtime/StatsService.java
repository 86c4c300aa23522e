package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts what an organisation has open. */
@ApplicationScoped
class StatsService {

    private final OpenSockets sockets;
    private final Hub hub;

    StatsService(OpenSockets sockets, Hub hub) {
        this.sockets = sockets;
        this.hub = hub;
    }

    Uni<StatsView> of(Caller.Member member) {
        List<StatsView.RoomView> rooms = rooms(member.organization());
        int subscribers =
                rooms.stream().mapToInt(room -> (int) room.subscribers()).sum();
        return Uni.createFrom()
                .completionStage(() -> sockets.countOf(member.organization()).toCompletionStage())
                .map(clients -> new StatsView(clients, sockets.limitOf(member.tier()), subscribers, rooms));
    }

    private List<StatsView.RoomView> rooms(OrganizationId organization) {
        return hub.roomsOf(organization).entrySet().stream()
                .map(room -> new StatsView.RoomView(room.getKey(), room.getValue()))
                .toList();
    }
}
