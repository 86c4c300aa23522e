package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {

    private final MultiMap from = HeadersMultiMap.headers();
    private final MultiMap to = HeadersMultiMap.headers();

    @Test
    void keepsForgeableNamesBackInAnyCase() {
        for (String name :
                new String[] {"X-USER-Id", "x-Forwarded-For", "AUTHORIZATION", "Cookie", "Sec-WebSocket-Key"}) {
            from.add(name, "x");
        }
        from.add("X-Session-Id", "kept").add("Accept", "kept");
        HeaderRules.copyToService(from, to);
        assertThat(to.names()).containsExactlyInAnyOrder("X-Session-Id", "Accept");
    }

    @Test
    void keepsBackWhatConnectionNames() {
        from.add("Connection", "close, X-Hop").add("x-hop", "1").add("X-Other", "2");
        HeaderRules.copyToService(from, to);
        assertThat(to.names()).containsExactly("X-Other");
    }

    @Test
    void tellsClientsNothingOfTheServicesInsides() {
        from.add("Server", "x")
                .add("X-Powered-By", "x")
                .add("x-tidepool-secret", "x")
                .add("ETag", "kept");
        from.add("Access-Control-Allow-Origin", "*").add("Vary", "a").add("Vary", "b");
        HeaderRules.copyToClient(from, to);
        assertThat(to.names()).containsExactlyInAnyOrder("ETag", "Vary");
        assertThat(to.getAll("Vary")).containsExactly("a", "b");
    }
}
