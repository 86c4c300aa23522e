package dev.tidepool.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsTest {

    private static final Client PROXY = new Client("10.0.0.1", false, "gateway.internal");

    private final Clients clients =
            new Clients(new TrustedProxies(Optional.of(List.of("10.0.0.0/8", "2001:db8::/32"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                         | 203.0.113.7",
                "198.51.100.1, 203.0.113.7           | 203.0.113.7",
                "203.0.113.7, 10.0.0.2, 10.0.0.3     | 203.0.113.7",
                "203.0.113.7:4711                    | 203.0.113.7",
                "[2a00::1]:4711                      | 2a00::1",
                "2a00:0:0::1                         | 2a00::1",
                "10.0.0.3                            | 10.0.0.3",
                "nonsense                            | 10.0.0.1",
                "203.0.113.7, nonsense               | 10.0.0.1",
                "203.0.113.7, unknown, 10.0.0.2      | 10.0.0.2",
                "'203.0.113.7,'                      | 10.0.0.1"
            })
    void readsForwardedForFromTheRight(String header, String address) {
        assertThat(clients.resolve(PROXY, headers("X-Forwarded-For", header)).address())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7                                    | 203.0.113.7 | http",
                "for=203.0.113.7;proto=https                        | 203.0.113.7 | https",
                "For=\"[2a00::1]:47\";Proto=HTTPS                   | 2a00::1     | https",
                "for=198.51.100.1, for=203.0.113.7;proto=https      | 203.0.113.7 | https",
                "for=203.0.113.7;proto=https, for=10.0.0.9          | 203.0.113.7 | https",
                "for=_hidden, for=10.0.0.9                          | 10.0.0.9    | http",
                "for=unknown                                        | 10.0.0.1    | http",
                "by=\"a,b\";for=203.0.113.7                         | 203.0.113.7 | http",
                "for=203.0.113.7;proto=gopher                       | 203.0.113.7 | http",
                ";;=;for                                            | 10.0.0.1    | http"
            })
    void readsForwardedFromTheRight(String header, String address, String scheme) {
        Client client = clients.resolve(PROXY, headers("Forwarded", header));
        assertThat(client.address()).isEqualTo(address);
        assertThat(client.scheme()).isEqualTo(scheme);
    }

    @Test
    void joinsRepeatedHeaders() {
        MultiMap headers = headers("X-Forwarded-For", "198.51.100.1").add("X-Forwarded-For", "203.0.113.7");
        assertThat(clients.resolve(PROXY, headers).address()).isEqualTo("203.0.113.7");
    }

    @Test
    void takesSchemeAndHostFromTheProxy() {
        MultiMap headers = headers("X-Forwarded-For", "203.0.113.7")
                .add("X-Forwarded-Proto", "https")
                .add("X-Forwarded-Host", "api.example.org");
        assertThat(clients.resolve(PROXY, headers)).isEqualTo(new Client("203.0.113.7", true, "api.example.org"));
    }

    @Test
    void keepsTheHostWhenTheProxysIsNone() {
        MultiMap headers = headers("X-Forwarded-For", "203.0.113.7").add("X-Forwarded-Host", "a b/@");
        assertThat(clients.resolve(PROXY, headers).host()).isEqualTo("gateway.internal");
    }

    @Test
    void refusesTwoHeadersThatNameDifferentClients() {
        MultiMap headers = headers("X-Forwarded-For", "203.0.113.7").add("Forwarded", "for=198.51.100.1");
        assertThatThrownBy(() -> clients.resolve(PROXY, headers))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("CONFLICTING_FORWARDED");
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
