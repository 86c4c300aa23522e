package dev.tidepool.session.openclaw;

/** A request was answered with an error. Without a stack: it arises far from whoever asked. */
final class RefusedCall extends RuntimeException {

    private final transient GatewayError error;

    RefusedCall(GatewayError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    GatewayError error() {
        return error;
    }
}
