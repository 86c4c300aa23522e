package dev.tidepool.gateway.socket;

/**
 * What an organisation may have of sockets and has, over all gateways.
 *
 * @param messages of the present minute of the clock
 */
public record SocketUsage(int connectionLimit, long connections, int messageLimit, long messages) {

    public SocketUsage {
        if (connections < 0 || messages < 0) {
            throw new IllegalArgumentException("counts must not be negative: " + connections + ", " + messages);
        }
    }
}
