package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of the connections an organisation may have, taken until it is given back. */
public final class SocketPlace {

    private final OrganizationId organization;
    private final long name;
    private final SocketLimits limits;
    private final long askedAt = System.nanoTime();
    private final AtomicBoolean released = new AtomicBoolean();

    SocketPlace(OrganizationId organization, long name, SocketLimits limits) {
        this.organization = organization;
        this.name = name;
        this.limits = limits;
    }

    OrganizationId organization() {
        return organization;
    }

    long name() {
        return name;
    }

    /** When it was asked for: a reading of the monotonic clock. */
    long askedAt() {
        return askedAt;
    }

    public void release() {
        if (released.compareAndSet(false, true)) {
            limits.release(this);
        }
    }
}
