package dev.tidepool.kernel.log;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** The identity of a request, kept on its routing context. */
public final class RequestContext {

    /** Header that carries the request id; inside the suite only the gateway sets it. */
    public static final String REQUEST_ID_HEADER = "X-Request-Id";

    private static final String REQUEST_ID = "tidepool.request-id";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestContext() {}

    /** The request's id, or {@code -} before one was given to it. */
    public static String requestId(RoutingContext routing) {
        String id = routing.get(REQUEST_ID);
        return id == null ? "-" : id;
    }

    public static void requestId(RoutingContext routing, String id) {
        routing.put(REQUEST_ID, id);
    }

    /** The id that the request brings becomes its own, if it may be used. */
    public static void adoptRequestId(RoutingContext routing) {
        String id = routing.request().getHeader(REQUEST_ID_HEADER);
        if (id != null && isValidRequestId(id)) {
            requestId(routing, id);
        }
    }

    /** The normalised path, or {@code /} for one that cannot be normalised. */
    public static String path(RoutingContext routing) {
        try {
            return routing.normalizedPath();
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }

    /** Whether a request id from outside may be used: 1 to 64 letters, digits, dots, underscores or hyphens. */
    public static boolean isValidRequestId(String id) {
        return VALID.matcher(id).matches();
    }
}
