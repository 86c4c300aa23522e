package dev.tidepool.staking.solana;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes the little-endian integers of the wire format. */
final class ByteWriter {

    /** What most instructions need. */
    private static final int ROOM = 96;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
        int place = place(Byte.BYTES);
        written[place] = (byte) value;
        return this;
    }

    ByteWriter u32(int value) {
        int place = place(Integer.BYTES);
        INT.set(written, place, value);
        return this;
    }

    ByteWriter u64(long value) {
        int place = place(Long.BYTES);
        LONG.set(written, place, value);
        return this;
    }

    ByteWriter compactU16(int value) {
        CompactU16.write(value, this);
        return this;
    }

    ByteWriter bytes(byte[] bytes) {
        int place = place(bytes.length);
        System.arraycopy(bytes, 0, written, place, bytes.length);
        return this;
    }

    ByteWriter bytes(Bytes bytes) {
        int place = place(bytes.length());
        bytes.copyTo(written, place);
        return this;
    }

    ByteWriter key(PublicKey key) {
        int place = place(PublicKey.LENGTH);
        key.copyTo(written, place);
        return this;
    }

    Bytes toBytes() {
        return Bytes.owning(Arrays.copyOf(written, length));
    }

    /** Where so many bytes more are to stand. May replace the array. */
    private int place(int more) {
        int place = length;
        length += more;
        if (length > written.length) {
            written = Arrays.copyOf(written, Math.max(length, 2 * written.length));
        }
        return place;
    }
}
