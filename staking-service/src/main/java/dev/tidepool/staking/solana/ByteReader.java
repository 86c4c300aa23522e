package dev.tidepool.staking.solana;

import java.util.Arrays;

/** Reads bytes from the front, integers little-endian; every read past the end is a {@link MalformedBytesException}. */
final class ByteReader {

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static ByteReader ofExactly(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new MalformedBytesException(length + " bytes wanted, not " + bytes.length);
        }
        return new ByteReader(bytes);
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    int peek() {
        require(1);
        return bytes[position] & 0xff;
    }

    int u8() {
        int value = peek();
        position++;
        return value;
    }

    int u16() {
        return (int) littleEndian(Short.BYTES);
    }

    long u32() {
        return littleEndian(Integer.BYTES);
    }

    /** All 64 bits; whether they are signed is the field's own matter. */
    long u64() {
        return littleEndian(Long.BYTES);
    }

    Lamports lamports() {
        return new Lamports(u64());
    }

    double f64() {
        return Double.longBitsToDouble(u64());
    }

    PublicKey key() {
        return PublicKey.of(bytes(PublicKey.LENGTH));
    }

    /** A byte that is 0 or 1. */
    boolean flag() {
        int value = u8();
        if (value > 1) {
            throw new MalformedBytesException("neither 0 nor 1 at " + (position - 1));
        }
        return value == 1;
    }

    /** UTF-8 with its length in eight bytes before it. */
    String text() {
        return Utf8.decode(bytes(length(1)));
    }

    /** A count in eight bytes of items of at least {@code itemLength} bytes each, refused when they cannot all be there. */
    int length(int itemLength) {
        long length = u64();
        if (length < 0 || length > remaining() / itemLength) {
            throw new MalformedBytesException("ends early: " + Long.toUnsignedString(length) + " items at " + position);
        }
        return (int) length;
    }

    void skip(int length) {
        require(length);
        position += length;
    }

    int compactU16() {
        return CompactU16.read(this);
    }

    /** A count of items of at least {@code itemLength} bytes each, refused before anything that large is allocated. */
    int count(int itemLength) {
        int count = compactU16();
        require(count * itemLength);
        return count;
    }

    byte[] bytes(int length) {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    private long littleEndian(int length) {
        require(length);
        long value = 0;
        for (int index = length - 1; index >= 0; index--) {
            value = (value << 8) | (bytes[position + index] & 0xff);
        }
        position += length;
        return value;
    }

    private void require(int length) {
        if (remaining() < length) {
            throw new MalformedBytesException("ends early: " + length + " more bytes wanted at " + position);
        }
    }
}
