package dev.tidepool.gateway.client;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address. Pure. */
public final class ClientNetwork {

    private static final int NETWORK_BYTES = 8;
    private static final int MAPPED_PREFIX_BYTES = 12;

    private ClientNetwork() {}

    /** @param address an address in its literal form; a zone such as {@code %eth0} is ignored */
    public static String of(String address) {
        return of(NetUtil.createByteArrayFromIpAddressString(address));
    }

    public static String of(InetAddress address) {
        return of(address.getAddress());
    }

    private static String of(byte @Nullable [] bytes) {
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
