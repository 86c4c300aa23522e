package dev.tidepool.social.agent;

import org.jspecify.annotations.Nullable;

/** Headers of the request being served that go on to the gateway: whose word it is, and which request. */
public record RelayedHeaders(String authorization, @Nullable String requestId) {

    @Override
    public String toString() {
        return "RelayedHeaders[" + requestId + "]";
    }
}
