package dev.tidepool.social.content;

import dev.tidepool.kernel.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a text is recognised by when it comes again. Compared without case, punctuation, what is not seen (zero-width characters, stacked marks) and the ways to write one
 * letter (Unicode NFKC). The same: SHA-256 of that. Similar: simhash (Charikar 2002) over runs of three words, each hashed with FNV-1a and mixed;
 * texts of which a twentieth differs
 * differ in some eight of its 64 bits, texts that have nothing in common in 32, give or take 4. Pure.
 *
 * @param length letters and digits, and the blanks between words
 */
public record Fingerprint(String contentHash, long similarHash, int words, int length) {

    /** Default_Ignorable_Code_Point of Unicode 16: they are not seen, so they make no text another. */
    private static final Pattern IGNORED = Pattern.compile("["
            + "\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E"
            + "\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFF8"
            + "\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]+");

    /** Marks that no letter takes up. */
    private static final Pattern UNCOMPOSED = Pattern.compile("\\p{M}+");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final int RUN = 3;
    private static final int MIN_WORDS = 12;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    static Fingerprint of(String text) {
        String composed = Normalizer.normalize(IGNORED.matcher(text).replaceAll(""), Normalizer.Form.NFKC);
        String visible =
                UNCOMPOSED.matcher(IGNORED.matcher(composed).replaceAll("")).replaceAll("");
        String plain = BETWEEN_WORDS
                .matcher(visible.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        List<String> words = List.of(plain.split(" ", -1));
        return new Fingerprint(
                Sha256.hex(plain), similarHash(words), words.size(), plain.codePointCount(0, plain.length()));
    }

    /** Whether the hashes differ in at most so many bits. Of few words too little is hashed to tell: those are never similar. */
    boolean isSimilar(long otherHash, int bits) {
        return words >= MIN_WORDS && Long.bitCount(similarHash ^ otherHash) <= bits;
    }

    private static long similarHash(List<String> words) {
        int[] votes = new int[Long.SIZE];
        runs(words).mapToLong(Fingerprint::hash).forEach(hash -> {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                votes[bit] += (hash >>> bit & 1) == 1 ? 1 : -1;
            }
        });
        return IntStream.range(0, Long.SIZE)
                .filter(bit -> votes[bit] > 0)
                .mapToLong(bit -> 1L << bit)
                .reduce(0, (one, other) -> one | other);
    }

    private static Stream<String> runs(List<String> words) {
        int count = Math.max(1, words.size() - RUN + 1);
        return IntStream.range(0, count)
                .mapToObj(first -> String.join(" ", words.subList(first, Math.min(words.size(), first + RUN))));
    }

    private static long hash(String run) {
        long hash = FNV_OFFSET;
        for (byte octet : run.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        // FNV leaves the upper bits of short texts alike: mixed as MurmurHash3 does at its end.
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
