package dev.tidepool.staking.solana;

import java.io.ByteArrayOutputStream;

/** Writes the little-endian integers of the wire format. */
final class ByteWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    ByteWriter u8(int value) {
        out.write(value);
        return this;
    }

    ByteWriter u32(int value) {
        return littleEndian(value, Integer.BYTES);
    }

    ByteWriter u64(long value) {
        return littleEndian(value, Long.BYTES);
    }

    ByteWriter compactU16(int value) {
        CompactU16.write(value, this);
        return this;
    }

    ByteWriter bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    ByteWriter key(PublicKey key) {
        return bytes(key.toBytes());
    }

    Bytes toBytes() {
        return Bytes.of(out.toByteArray());
    }

    private ByteWriter littleEndian(long value, int length) {
        for (int index = 0; index < length; index++) {
            out.write((int) (value >>> (8 * index)));
        }
        return this;
    }
}
