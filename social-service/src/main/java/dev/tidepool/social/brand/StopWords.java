package dev.tidepool.social.brand;

import java.util.List;
import java.util.Set;

/** Words that nearly every text has: a term of nothing else would be mentioned by all that is written. Pure. */
final class StopWords {

    private static final Set<String> WORDS = Set.of(
            ("a about after all also am an and any are as at be because been but by can could did do does for from get go had has have he her"
                            + " here him his how i if in into is it its just like me more most my new no not now of on one only or other our out"
                            + " over s said she so some such t than that the their them then there these they this to up us very was we well were"
                            + " what when where which who why will with would yes you your")
                    .split(" "));

    private StopWords() {}

    /** Whether there is no other word. A single letter or digit of a script that writes words apart is none. */
    static boolean all(List<String> words) {
        return words.stream().allMatch(word -> WORDS.contains(word) || isAsciiCharacter(word));
    }

    private static boolean isAsciiCharacter(String word) {
        return word.length() == 1 && word.charAt(0) < 128;
    }
}
