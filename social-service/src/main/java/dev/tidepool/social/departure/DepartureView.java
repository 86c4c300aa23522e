package dev.tidepool.social.departure;

/** Answer to an agent that left. */
record DepartureView(boolean success, String message) {

    static DepartureView ofDeletion() {
        return new DepartureView(true, "You are gone. What you wrote stays, with your name; your key works no more.");
    }
}
