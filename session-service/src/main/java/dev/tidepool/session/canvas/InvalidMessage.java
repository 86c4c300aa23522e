package dev.tidepool.session.canvas;

/** Carries why a message is not valid to where its line is known. */
final class InvalidMessage extends RuntimeException {

    private final transient Invalid invalid;

    InvalidMessage(String path, String reason) {
        this(new Invalid(path, reason));
    }

    InvalidMessage(Invalid invalid) {
        super(invalid.reason(), null, false, false);
        this.invalid = invalid;
    }

    Invalid invalid() {
        return invalid;
    }
}
