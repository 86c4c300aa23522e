package dev.tidepool.staking.solana;

/** Solana's short vector length: 0 to 65535 in one to three bytes of seven bits, shortest form only. */
final class CompactU16 {

    static final int MAX = 0xffff;

    private CompactU16() {}

    static void write(int value, ByteWriter out) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("not a compact-u16: " + value);
        }
        int rest = value;
        while (rest > 0x7f) {
            out.u8((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.u8(rest);
    }

    /** How many bytes it takes. */
    static int length(int value) {
        return value <= 0x7f ? 1 : value <= 0x3fff ? 2 : 3;
    }

    /** @throws MalformedBytesException when the number is too large or is not in its shortest form */
    static int read(ByteReader in) {
        int start = in.position();
        int value = 0;
        for (int index = 0; index < 3; index++) {
            int part = in.u8();
            value |= (part & 0x7f) << (7 * index);
            if (part < 0x80) {
                if (part == 0 && index > 0) {
                    throw new MalformedBytesException("length not in its shortest form at " + start);
                }
                return checked(value, start);
            }
        }
        throw new MalformedBytesException("length of more than three bytes at " + start);
    }

    private static int checked(int value, int start) {
        if (value > MAX) {
            throw new MalformedBytesException("length above 65535 at " + start);
        }
        return value;
    }
}
