package dev.tidepool.staking.solana;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base58 in Bitcoin's alphabet, both ways; a leading zero byte is a leading {@code 1}. */
public final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final byte[] DIGITS = digits();

    private Base58() {}

    public static String encode(byte[] bytes) {
        int zeros = leading(bytes, (byte) 0);
        byte[] number = bytes.clone();
        // log(256) / log(58) is 1.366: 138 % is always room enough.
        byte[] text = new byte[zeros + (bytes.length - zeros) * 138 / 100 + 1];
        int position = text.length;
        for (int start = zeros; start < number.length; ) {
            text[--position] = (byte) ALPHABET.charAt(divide(number, start, 256, 58));
            if (number[start] == 0) {
                start++;
            }
        }
        while (position < text.length && text[position] == '1') {
            position++;
        }
        Arrays.fill(text, position - zeros, position, (byte) '1');
        return new String(text, position - zeros, text.length - position + zeros, StandardCharsets.US_ASCII);
    }

    /**
     * The bytes a text stands for.
     *
     * @throws IllegalArgumentException when a character is not of the alphabet
     */
    public static byte[] decode(String text) {
        byte[] number = new byte[text.length()];
        for (int index = 0; index < number.length; index++) {
            number[index] = digit(text.charAt(index));
        }
        int zeros = leading(number, (byte) 0);
        byte[] bytes = new byte[number.length];
        int position = bytes.length;
        for (int start = zeros; start < number.length; ) {
            bytes[--position] = (byte) divide(number, start, 58, 256);
            if (number[start] == 0) {
                start++;
            }
        }
        while (position < bytes.length && bytes[position] == 0) {
            position++;
        }
        return Arrays.copyOfRange(bytes, position - zeros, bytes.length);
    }

    /** Divides the number in place and answers the remainder. */
    private static int divide(byte[] number, int start, int base, int divisor) {
        int remainder = 0;
        for (int index = start; index < number.length; index++) {
            int value = remainder * base + (number[index] & 0xff);
            number[index] = (byte) (value / divisor);
            remainder = value % divisor;
        }
        return remainder;
    }

    private static int leading(byte[] bytes, byte wanted) {
        int count = 0;
        while (count < bytes.length && bytes[count] == wanted) {
            count++;
        }
        return count;
    }

    private static byte digit(char character) {
        byte digit = character < DIGITS.length ? DIGITS[character] : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("not base58: character " + (int) character);
        }
        return digit;
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (int index = 0; index < ALPHABET.length(); index++) {
            digits[ALPHABET.charAt(index)] = (byte) index;
        }
        return digits;
    }
}
