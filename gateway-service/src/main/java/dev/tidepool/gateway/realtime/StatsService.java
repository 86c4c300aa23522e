package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.kernel.caller.Caller;
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
        List<StatsView.RoomView> rooms = rooms(member);
        int subscribers =
                rooms.stream().mapToInt(room -> (int) room.subscribers()).sum();
        return Uni.createFrom()
                .completionStage(() -> sockets.countOf(member.organization()).toCompletionStage())
                .map(clients -> new StatsView(clients, sockets.limitOf(member.tier()), subscribers, rooms));
    }

    /** Those in which the member might listen: a room's name tells of what it is for. */
    private List<StatsView.RoomView> rooms(Caller.Member member) {
        return hub.roomsOf(member.organization()).entrySet().stream()
                .filter(room -> Room.of(room.getKey())
                        .filter(known -> known.refusal(member).isEmpty())
                        .isPresent())
                .map(room -> new StatsView.RoomView(room.getKey(), room.getValue()))
                .toList();
    }
}
