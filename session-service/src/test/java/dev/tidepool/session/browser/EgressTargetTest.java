package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTargetTest {

    @Test
    void readsWhereARequestGoes() {
        assertThat(EgressTarget.ofRequest("http://reef.example/a?b=c"))
                .contains(new EgressTarget("reef.example", 80, "/a?b=c"));
        assertThat(EgressTarget.ofRequest("http://reef.example:81"))
                .contains(new EgressTarget("reef.example", 81, "/"));
        assertThat(EgressTarget.ofRequest("http://[::1]:81?q")).contains(new EgressTarget("::1", 81, "/?q"));
    }

    @Test
    void readsWhereATunnelGoes() {
        assertThat(EgressTarget.ofTunnel("reef.example:443")).contains(new EgressTarget("reef.example", 443, ""));
        assertThat(EgressTarget.ofTunnel("[2001:db8::1]:443")).contains(new EgressTarget("2001:db8::1", 443, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reef.example", "[::1]", ":443", "reef.example:0", "reef.example:65536", "a@b:443", "a:4x3"})
    void refusesWhatIsNoTunnel(String authority) {
        assertThat(EgressTarget.ofTunnel(authority)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/path", "https://reef.example/", "ftp://reef.example/", "http:///x", "http://user@reef.example/"
            })
    void refusesWhatIsNoPlainRequest(String uri) {
        assertThat(EgressTarget.ofRequest(uri)).isEmpty();
    }
}
