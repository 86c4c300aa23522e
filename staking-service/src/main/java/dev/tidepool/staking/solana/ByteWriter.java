package dev.tidepool.staking.solana;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes the little-endian integers of the wire format. */
final class ByteWriter {

    /** What most instructions need. */
    private static final int ROOM = 96;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] written;
    private int length;

    ByteWriter() {
        this(ROOM);
    }

    /** With room for so many bytes at first. */
    ByteWriter(int room) {
        this.written = new byte[room];
    }

    ByteWriter u8(int value) {
        written[place(Byte.BYTES)] = (byte) value;
        return this;
    }

    ByteWriter u32(int value) {
        INT.set(written, place(Integer.BYTES), value);
        return this;
    }

    ByteWriter u64(long value) {
        LONG.set(written, place(Long.BYTES), value);
        return this;
    }

    ByteWriter compactU16(int value) {
        CompactU16.write(value, this);
        return this;
    }

    ByteWriter bytes(byte[] bytes) {
        System.arraycopy(bytes, 0, written, place(bytes.length), bytes.length);
        return this;
    }

    ByteWriter bytes(Bytes bytes) {
        bytes.copyTo(written, place(bytes.length()));
        return this;
    }

    ByteWriter key(PublicKey key) {
        key.copyTo(written, place(PublicKey.LENGTH));
        return this;
    }

    Bytes toBytes() {
        return Bytes.owning(Arrays.copyOf(written, length));
    }

    /** Where so many bytes more are to stand. */
    private int place(int more) {
        int place = length;
        length += more;
        if (length > written.length) {
            written = Arrays.copyOf(written, Math.max(length, 2 * written.length));
        }
        return place;
    }
}
