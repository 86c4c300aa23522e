package dev.tidepool.gateway.client;

import io.netty.util.NetUtil;
import java.util.Arrays;

/**
 * A range of addresses in CIDR notation, for example {@code 10.0.0.0/8}, or a single address. IPv4 addresses that come as IPv6
 * (::ffff:10.0.0.1) are IPv4 addresses. Pure.
 */
final class AddressRange {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException naming a text that is no range */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw notARange(text);
        }
        int longest = address.length * 8;
        int bits = slash < 0 ? longest : bits(text, slash + 1);
        if (bits > longest) {
            throw notARange(text);
        }
        return new AddressRange(address, bits);
    }

    private static int bits(String text, int at) {
        try {
            return Integer.parseUnsignedInt(text, at, text.length(), 10);
        } catch (NumberFormatException malformed) {
            throw notARange(text);
        }
    }

    private static IllegalArgumentException notARange(String text) {
        return new IllegalArgumentException(
                "tidepool.edge.trusted-proxies: give addresses or ranges such as 10.0.0.0/8, not " + text);
    }

    boolean contains(byte[] given) {
        byte[] address = unmapped(given);
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        boolean begins = Arrays.equals(address, 0, whole, network, 0, whole);
        int mask = 0xff00 >> rest;
        return begins && (rest == 0 || ((address[whole] ^ network[whole]) & mask & 0xff) == 0);
    }

    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16 && Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped ? Arrays.copyOfRange(address, MAPPED.length, 16) : address;
    }
}
