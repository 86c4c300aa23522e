package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void countsAnIpv4AddressAlone() {
        assertThat(ClientAddress.network("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(ClientAddress.network("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @Test
    void countsAnIpv6NetworkTogether() {
        assertThat(ClientAddress.network("2001:db8:1:2::1")).isEqualTo(ClientAddress.network("2001:db8:1:2:ffff::9"));
        assertThat(ClientAddress.network("2001:db8:1:2::1")).isNotEqualTo(ClientAddress.network("2001:db8:1:3::1"));
        assertThat(ClientAddress.network("fe80::1%eth0")).isEqualTo(ClientAddress.network("fe80::2"));
    }
}
