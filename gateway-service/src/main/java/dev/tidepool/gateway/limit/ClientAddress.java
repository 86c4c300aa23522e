package dev.tidepool.gateway.limit;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address. Pure. */
public final class ClientAddress {

    private static final int NETWORK_BYTES = 8;
    private static final int MAPPED_PREFIX_BYTES = 12;

    private ClientAddress() {}

    /** @param address an address in its literal form; a zone such as {@code %eth0} is ignored */
    public static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return "unknown";
        }
        if (bytes.length == 4) {
            return NetUtil.bytesToIpAddress(bytes);
        }
        return isMappedIpv4(bytes)
                ? NetUtil.bytesToIpAddress(bytes, MAPPED_PREFIX_BYTES, 4)
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }

    private static boolean isMappedIpv4(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }
}
