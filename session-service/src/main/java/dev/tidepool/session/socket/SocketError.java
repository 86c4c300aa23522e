package dev.tidepool.session.socket;

import dev.tidepool.kernel.problem.ErrorCode;

/** What a socket's client can do wrong. */
enum SocketError implements ErrorCode {
    UPGRADE_REQUIRED(426, "This is a WebSocket"),
    INVALID_MESSAGE(400, "The message cannot be understood"),
    ANSWER_UNDER_WAY(409, "An answer is under way"),
    NOTHING_TO_ANSWER(409, "There is nothing to answer");

    private final int status;
    private final String title;

    SocketError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
