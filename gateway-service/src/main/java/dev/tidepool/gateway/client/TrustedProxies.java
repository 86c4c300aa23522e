package dev.tidepool.gateway.client;

import io.netty.util.NetUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Proxies whose word on the client is taken: {@code tidepool.edge.trusted-proxies}, nobody's by default. */
@ApplicationScoped
public class TrustedProxies {

    private final List<AddressRange> ranges;

    TrustedProxies(@ConfigProperty(name = "tidepool.edge.trusted-proxies") Optional<List<String>> ranges) {
        this.ranges = ranges.orElse(List.of()).stream()
                .map(String::strip)
                .map(AddressRange::of)
                .toList();
    }

    public static TrustedProxies of(String... ranges) {
        return new TrustedProxies(Optional.of(List.of(ranges)));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    /** @param address in its literal form; whatever is none is not trusted */
    public boolean contains(String address) {
        byte[] bytes = isEmpty() ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && contains(bytes);
    }

    private boolean contains(byte[] address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
