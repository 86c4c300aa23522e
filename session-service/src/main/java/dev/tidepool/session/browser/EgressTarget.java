package dev.tidepool.session.browser;

import java.util.Optional;

/**
 * Where a request to a proxy wants to go. Pure.
 *
 * @param host without the brackets of an IPv6 address
 * @param path with the query, for a plain request; empty for a tunnel
 */
record EgressTarget(String host, int port, String path) {

    private static final String HTTP = "http://";
    private static final int HTTP_PORT = 80;
    private static final int MAX_PORT = 65_535;

    /** Of a CONNECT: {@code host:port}. */
    static Optional<EgressTarget> ofTunnel(String authority) {
        return authority.lastIndexOf(':') > authority.lastIndexOf(']') ? ofAuthority(authority, "") : Optional.empty();
    }

    /** Of another request: {@code http://host[:port]/path}. */
    static Optional<EgressTarget> ofRequest(String uri) {
        if (!uri.startsWith(HTTP)) {
            return Optional.empty();
        }
        String rest = uri.substring(HTTP.length());
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String path = rest.substring(end);
        return ofAuthority(rest.substring(0, end), path.startsWith("/") ? path : "/" + path);
    }

    private static Optional<EgressTarget> ofAuthority(String authority, String path) {
        int colon = authority.lastIndexOf(':') > authority.lastIndexOf(']') ? authority.lastIndexOf(':') : -1;
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? Integer.toString(HTTP_PORT) : authority.substring(colon + 1);
        if (host.isEmpty() || host.indexOf('@') >= 0 || !port.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        return number < 1 || number > MAX_PORT
                ? Optional.empty()
                : Optional.of(new EgressTarget(withoutBrackets(host), number, path));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    boolean isTunnel() {
        return path.isEmpty();
    }

    /** As a request's Host header has it. */
    String authority() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == HTTP_PORT ? shown : shown + ":" + port;
    }
}
