package dev.tidepool.staking.solana;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base58 in Bitcoin's alphabet, both ways; a leading zero byte is a leading {@code 1}. */
public final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final byte[] DIGITS = digits();
    private static final int BASE = 58;

    /** Digits that one division gives: the most with which a remainder beside 32 bits stays a positive number. */
    private static final int DIGITS_AT_ONCE = 5;

    private static final long MANY = 656_356_768; // 58 to the power of 5

    private Base58() {}

    public static String encode(byte[] bytes) {
        int zeros = leading(bytes, (byte) 0);
        int[] number = words(bytes);
        // log(256) / log(58) is 1.366: 138 % is always room enough, and the last division may write all its digits.
        byte[] text = new byte[zeros + (bytes.length - zeros) * 138 / 100 + 1 + DIGITS_AT_ONCE];
        int position = text.length;
        for (int start = 0; start < number.length; ) {
            int rest = divide(number, start);
            for (int digit = 0; digit < DIGITS_AT_ONCE; digit++) {
                text[--position] = (byte) ALPHABET.charAt(rest % BASE);
                rest /= BASE;
            }
            while (start < number.length && number[start] == 0) {
                start++;
            }
        }
        while (position < text.length && text[position] == '1') {
            position++;
        }
        Arrays.fill(text, position - zeros, position, (byte) '1');
        return new String(text, position - zeros, text.length - position + zeros, StandardCharsets.US_ASCII);
    }

    /** The bytes as one number, in words of 32 bits, the highest first; none for zero. */
    private static int[] words(byte[] bytes) {
        int zeros = leading(bytes, (byte) 0);
        int length = bytes.length - zeros;
        int[] words = new int[(length + Integer.BYTES - 1) / Integer.BYTES];
        for (int index = 0; index < length; index++) {
            int word = words.length - 1 - index / Integer.BYTES;
            words[word] |= (bytes[bytes.length - 1 - index] & 0xff) << (Byte.SIZE * (index % Integer.BYTES));
        }
        return words;
    }

    /** Divides the number in place by as many digits as fit, and answers the remainder. */
    private static int divide(int[] number, int start) {
        long remainder = 0;
        for (int index = start; index < number.length; index++) {
            long value = (remainder << Integer.SIZE) | Integer.toUnsignedLong(number[index]);
            number[index] = (int) (value / MANY);
            remainder = value % MANY;
        }
        return (int) remainder;
    }

    /**
     * The bytes a text stands for.
     *
     * @throws IllegalArgumentException when a character is not of the alphabet
     */
    public static byte[] decode(String text) {
        int zeros = leading(text);
        // Five digits are less than 30 bits: a word for each five is always room enough.
        int[] number = new int[(text.length() - zeros + DIGITS_AT_ONCE - 1) / DIGITS_AT_ONCE];
        for (int index = zeros; index < text.length(); ) {
            int end = Math.min(text.length(), index + DIGITS_AT_ONCE);
            long factor = 1;
            long digits = 0;
            for (; index < end; index++) {
                factor *= BASE;
                digits = digits * BASE + digit(text.charAt(index));
            }
            multiply(number, factor, digits);
        }
        return bytes(number, zeros);
    }

    /** Multiplies the number in place and adds to it. */
    private static void multiply(int[] number, long factor, long more) {
        long carry = more;
        for (int index = number.length - 1; index >= 0; index--) {
            long value = Integer.toUnsignedLong(number[index]) * factor + carry;
            number[index] = (int) value;
            carry = value >>> Integer.SIZE;
        }
    }

    /** The number's bytes, after so many that are zero. */
    private static byte[] bytes(int[] number, int zeros) {
        byte[] whole = new byte[number.length * Integer.BYTES];
        for (int index = 0; index < whole.length; index++) {
            int shift = Integer.SIZE - Byte.SIZE - Byte.SIZE * (index % Integer.BYTES);
            whole[index] = (byte) (number[index / Integer.BYTES] >>> shift);
        }
        int from = leading(whole, (byte) 0);
        byte[] bytes = new byte[zeros + whole.length - from];
        System.arraycopy(whole, from, bytes, zeros, whole.length - from);
        return bytes;
    }

    private static int leading(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) == ALPHABET.charAt(0)) {
            count++;
        }
        return count;
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
