package dev.tidepool.gateway.route;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A fixed set of header names, found in any case without making a string; {@code x-user-*} is every name that begins so. */
final class HeaderNames {

    private static final int LONGEST = 64;

    private final String[][] byLength = new String[LONGEST][];
    private final String[] prefixes;

    private HeaderNames(List<String> names) {
        List<String> begins = new ArrayList<>();
        List<List<String>> whole = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(LONGEST)
                .toList();
        for (String name : names) {
            if (name.endsWith("*")) {
                begins.add(name.substring(0, name.length() - 1));
            } else {
                whole.get(name.length()).add(name);
            }
        }
        for (int length = 0; length < LONGEST; length++) {
            byLength[length] = whole.get(length).toArray(new String[0]);
        }
        prefixes = begins.toArray(new String[0]);
    }

    /** @param names in lower case, shorter than 64 characters */
    static HeaderNames of(List<String> names, List<String> others) {
        return new HeaderNames(Stream.concat(names.stream(), others.stream()).toList());
    }

    boolean contains(CharSequence name) {
        int length = name.length();
        if (length < LONGEST) {
            for (String known : byLength[length]) {
                if (begins(name, known)) {
                    return true;
                }
            }
        }
        for (String prefix : prefixes) {
            if (prefix.length() <= length && begins(name, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(CharSequence name, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            char c = name.charAt(i);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
