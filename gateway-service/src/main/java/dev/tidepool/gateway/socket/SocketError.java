package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.problem.ErrorCode;

enum SocketError implements ErrorCode {
    TOO_MANY_SOCKETS(429, "The organisation has as many WebSockets open as its tier allows");

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
