package dev.tidepool.gateway.client;

/**
 * The other side of a request.
 *
 * @param address in its literal form, without a port
 * @param secure whether the client speaks TLS, to the gateway or to a trusted proxy before it
 * @param host what the client asked for, with a port if it named one; empty if it named none
 */
public record Client(String address, boolean secure, String host) {

    /** As services are told. */
    public String scheme() {
        return secure ? "https" : "http";
    }
}
