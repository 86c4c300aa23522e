package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
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

    /** The last position sent or, as long as none was, where listening began; 0 when that was unknown then. */
    private long position;

    /** The subscription by which all that came was seen; {@link Hub#CUT_OFF} for who came while there was none. */
    private int subscription;

    /** Since when something may have been missed, by the monotonic clock. */
    private long behindSince = System.nanoTime();

    /** Whether the client has named the event to go on after, and it is not found yet. */
    private boolean resuming;

    private boolean replaying;
    private long seenLive;
    private int unproven;
    private boolean left;

    Membership(Room room, HubSocket socket, Hub hub, long position) {
        this.room = room;
        this.socket = socket;
        this.hub = hub;
        this.organization = socket.member().organization();
        this.position = position;
        this.subscription = hub.subscription();
    }

    Room room() {
        return room;
    }

    OrganizationId organization() {
        return organization;
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
        if (!left && !replaying && (subscription == Hub.CUT_OFF || subscription != hub.subscription())) {
            // Never before this socket was there: the time without a subscription may be older.
            behindSince = hub.cutSince() - behindSince > 0 ? hub.cutSince() : behindSince;
            replay();
        }
    }

    /** Goes on after the event that the position names, which has to be there still. */
    void resume() {
        resuming = true;
        replay();
    }

    /** Sends what the stream holds above the position, page by page as the client reads, then goes on live. */
    private void replay() {
        replaying = true;
        subscription = hub.subscription();
        socket.whenEmpty(this::readPage);
    }

    private void readPage() {
        // What was heard is in the stream: it is written first.
        long heard = seenLive;
        hub.replays().read(room, position).onSuccess(replay -> run(() -> take(replay, heard)));
    }

    private void take(Replay replay, long heard) {
        if (left) {
            return;
        }
        switch (replay) {
            case Replay.Page page
            when page.isAnchored() || isWithinReach() -> {
                resuming = false;
                unproven += page.isAnchored() && unproven == 0
                        ? 0
                        : page.deliveries().size();
                send(page.deliveries().iterator(), page.isLast(), heard);
            }
            case Replay.Page page -> goOnWithAGap();
            case Replay.Unreadable unreadable -> goOnWithAGap();
        }
    }

    /** Whether the stream reaches back to when this socket had all, although it has no event at the position any more. */
    private boolean isWithinReach() {
        return !resuming
                && position > 0
                && System.nanoTime() - behindSince < hub.keptFor().toNanos();
    }

    /** As fast as the client reads, and no faster: it must not be closed for what it asked for. */
    private void send(Iterator<Delivery> rest, boolean isLast, long heard) {
        while (!left && rest.hasNext()) {
            if (!socket.isIdle()) {
                socket.whenEmpty(() -> send(rest, isLast, heard));
                return;
            }
            send(rest.next());
        }
        if (!left) {
            endPage(isLast, heard);
        }
    }

    private void endPage(boolean isLast, long heard) {
        if (isLast && (position < heard || unproven >= hub.keptPerRoom())) {
            // Redis has lost the stream, or has dropped its beginning for the sake of its length.
            goOnWithAGap();
        } else if (isLast && position >= seenLive && subscription == hub.subscription()) {
            hub.countReplay("complete");
            goLive();
        } else {
            replay();
        }
    }

    private void goOnWithAGap() {
        hub.countReplay("gap");
        socket.offer(ServerMessage.replayGap(room.name()));
        // A position that the client has made up may be above all that will come.
        position = Math.max(resuming ? 0 : position, Math.max(seenLive, hub.now()));
        subscription = hub.subscription();
        goLive();
    }

    private void goLive() {
        resuming = false;
        replaying = false;
        unproven = 0;
        behindSince = System.nanoTime();
    }

    private void send(Delivery delivery) {
        if (delivery.position() > 0) {
            position = delivery.position();
        }
        Caller.Member member = socket.member();
        if (room.shows(delivery.event(), member)) {
            hub.countEvent(socket.offer(delivery.text()), member);
        }
    }
}
