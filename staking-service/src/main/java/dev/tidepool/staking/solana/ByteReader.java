package dev.tidepool.staking.solana;

import java.util.Arrays;

/** Reads a transaction from the front; every read past the end is a {@link MalformedTransactionException}. */
final class ByteReader {

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
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

    private void require(int length) {
        if (remaining() < length) {
            throw new MalformedTransactionException("ends early: " + length + " more bytes wanted at " + position);
        }
    }
}
