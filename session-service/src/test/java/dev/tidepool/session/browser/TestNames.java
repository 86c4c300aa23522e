package dev.tidepool.session.browser;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Names that this process alone can resolve, to loopback: whoever reaches them has had them resolved here. Those that move lead
 * to a public address the first time, and to loopback from then on.
 */
public final class TestNames extends InetAddressResolverProvider {

    private static final String MOVING = ".moving.test";

    /** Of 3ffe::/16, which is public by its shape and has been nobody's since 2006 (RFC 3701). */
    private static final byte[] NOWHERE = {0x3f, (byte) 0xfe, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Set<String> moved = ConcurrentHashMap.newKeySet();

    private static final Set<String> NAMES = Set.of("only-here.test", "inside.test");

    /** A name that nobody has asked for yet. */
    static String moving() {
        return UUID.randomUUID() + MOVING;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        // What is looked up twice is looked up anew, as after a name's time to live.
        Security.setProperty("networkaddress.cache.ttl", "0");
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (host.endsWith(MOVING)) {
                    return Stream.of(InetAddress.getByAddress(host, moved.add(host) ? NOWHERE : LOOPBACK));
                }
                return NAMES.contains(host)
                        ? Stream.of(InetAddress.getByAddress(host, LOOPBACK))
                        : system.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of the tests";
    }
}
