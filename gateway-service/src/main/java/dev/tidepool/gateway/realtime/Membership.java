package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.Future;
import java.util.Iterator;

/**
 * One socket in one room. Positions in a room only grow, live as in its stream; so each event is sent once if only what lies
 * above the last one sent is sent. While the stream is read, live events are not kept but remembered by their position: the
 * reading ends when it has passed them. Confined to the socket's event loop.
 */
final class Membership {

    private final Room room;
    private final HubSocket socket;
    private final Hub hub;
    private final OrganizationId organization;

    /** The last position sent or, as long as none was, where listening began. */
    private long position;

    /** Whether the room's stream has, or had, an event at the position. */
    private boolean anchored;

    private boolean replaying;
    private long seenLive;
    private int interruptions;
    private boolean left;

    Membership(Room room, HubSocket socket, Hub hub, long position, boolean anchored) {
        this.room = room;
        this.socket = socket;
        this.hub = hub;
        this.organization = socket.member().organization();
        this.position = position;
        this.anchored = anchored;
        this.interruptions = hub.interruptions();
    }

    Room room() {
        return room;
    }

    /** May be asked on any thread. */
    boolean isOf(OrganizationId organization) {
        return organization.equals(this.organization);
    }

    /** Runs a step on the event loop that everything else here runs on. */
    void run(Runnable step) {
        socket.run(step);
    }

    void leave() {
        left = true;
    }

    /** A live event. */
    void receive(Delivery delivery) {
        if (left) {
            return;
        }
        if (delivery.position() == 0) {
            send(delivery);
            return;
        }
        seenLive = Math.max(seenLive, delivery.position());
        catchUpIfInterrupted();
        if (!replaying && delivery.position() > position) {
            send(delivery);
        }
    }

    /** Reads the stream if this gateway was cut off from events since the last one. */
    void catchUpIfInterrupted() {
        if (!left && !replaying && interruptions != hub.interruptions()) {
            replay();
        }
    }

    /** Sends what the stream holds above the position, page by page as the client reads, then goes on live. */
    void replay() {
        replaying = true;
        interruptions = hub.interruptions();
        socket.whenEmpty(this::readPage);
    }

    private void readPage() {
        Future<Replay> read =
                anchored ? hub.replays().after(room, position) : hub.replays().since(room, position);
        read.otherwise(failure -> new Replay.Gap()).onSuccess(replay -> run(() -> take(replay)));
    }

    private void take(Replay replay) {
        if (left) {
            return;
        }
        switch (replay) {
            case Replay.Gap gap -> {
                hub.countReplay("gap");
                socket.offer(ServerMessage.replayGap(room.name()));
                goLive(Math.max(position, seenLive), false);
            }
            case Replay.Page page -> send(page.deliveries().iterator(), page.isLast());
        }
    }

    /** As fast as the client reads, and no faster: it must not be closed for what it asked for. */
    private void send(Iterator<Delivery> rest, boolean isLast) {
        while (!left && rest.hasNext()) {
            if (!socket.isIdle()) {
                socket.whenEmpty(() -> send(rest, isLast));
                return;
            }
            send(rest.next());
        }
        if (!left) {
            endPage(isLast);
        }
    }

    private void endPage(boolean isLast) {
        if (isLast && position >= seenLive && interruptions == hub.interruptions()) {
            hub.countReplay("complete");
            replaying = false;
        } else {
            replay();
        }
    }

    private void goLive(long from, boolean isEvent) {
        position = from;
        anchored = isEvent;
        replaying = false;
        interruptions = hub.interruptions();
    }

    private void send(Delivery delivery) {
        if (delivery.position() > 0) {
            position = delivery.position();
            anchored = true;
        }
        Caller.Member member = socket.member();
        if (room.shows(delivery.event(), member)) {
            hub.countEvent(socket.offer(delivery.text()), member);
        }
    }
}
