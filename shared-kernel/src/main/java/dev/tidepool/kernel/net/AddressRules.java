package dev.tidepool.kernel.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses are public: none of the special-purpose ranges of the IANA registries (RFC 6890 and its updates). Pure. */
final class AddressRules {

    private AddressRules() {}

    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic4(four.getAddress());
            case Inet6Address six -> isPublic6(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean special = first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second <= 127)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 192 && second == 88 && third == 99)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        return !special;
    }

    /** Only global unicast 2000::/3, less the ranges in it that lead elsewhere: tunnels to IPv4, documentation, benchmarks. */
    private static boolean isPublic6(byte[] bytes) {
        int first = word(bytes, 0);
        int second = word(bytes, 2);
        boolean global = (first & 0xe000) == 0x2000;
        boolean special =
                first == 0x2002 || (first == 0x2001 && (second < 0x0200 || second == 0x0db8)) || first == 0x3fff;
        return global && !special;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
