package dev.tidepool.kernel.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Those of this process who listen to one pattern: they share its subscription. A listener's failure is its own. */
final class EventListeners implements EventListener {

    private static final Logger LOG = Logger.getLogger(EventListeners.class);

    private final List<EventListener> all = new CopyOnWriteArrayList<>();
    private boolean connected;

    /** One who comes while the subscription stands is told so at once. */
    synchronized void add(EventListener listener) {
        all.add(listener);
        if (connected) {
            tell(listener, EventListener::resumed);
        }
    }

    @Override
    public void received(Event event, long position) {
        all.forEach(listener -> tell(listener, told -> told.received(event, position)));
    }

    @Override
    public synchronized void interrupted() {
        connected = false;
        all.forEach(listener -> tell(listener, EventListener::interrupted));
    }

    @Override
    public synchronized void resumed() {
        connected = true;
        all.forEach(listener -> tell(listener, EventListener::resumed));
    }

    private static void tell(EventListener listener, Consumer<EventListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "event=event_listener_failed");
        }
    }
}
