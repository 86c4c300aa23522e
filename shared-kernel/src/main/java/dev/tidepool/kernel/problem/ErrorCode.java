package dev.tidepool.kernel.problem;

/** A failure a client can tell apart. Implemented by one enum per feature; the enum constant's name is the code. */
public interface ErrorCode {

    /** Stable identifier in capitals, for example {@code SESSION_NOT_FOUND}. */
    String name();

    /** HTTP status, 400 to 599. */
    int status();

    /** Short sentence that is the same for every occurrence. */
    String title();
}
