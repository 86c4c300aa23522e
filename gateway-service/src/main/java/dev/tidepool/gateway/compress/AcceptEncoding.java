package dev.tidepool.gateway.compress;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code Accept-Encoding} (RFC 9110, section 12.5.3). Pure. */
final class AcceptEncoding {

    /** More is not a list that a client means. */
    private static final int LONGEST = 1024;

    private static final double UNNAMED = -1;

    private AcceptEncoding() {}

    /** The coding the client likes best, or none if it likes the plain bytes better or is not to be understood. */
    static Optional<Coding> best(String header, Set<Coding> available) {
        if (header.length() > LONGEST) {
            return Optional.empty();
        }
        String[] items = header.toLowerCase(Locale.ROOT).split(",", -1);
        double any = weightOf("*", items);
        double plain = weightOf("identity", items);
        Coding best = null;
        double most = 0;
        for (Coding coding : available) {
            double named = weightOf(coding.wireName(), items);
            double weight = named == UNNAMED ? any : named;
            if (weight > most) {
                best = coding;
                most = weight;
            }
        }
        return best == null || plain > most ? Optional.empty() : Optional.of(best);
    }

    private static double weightOf(String coding, String[] items) {
        for (String item : items) {
            int end = item.indexOf(';');
            String name = (end < 0 ? item : item.substring(0, end)).strip();
            if (name.equals(coding) || (coding.equals("gzip") && name.equals("x-gzip"))) {
                return end < 0 ? 1 : weight(item.substring(end + 1));
            }
        }
        return UNNAMED;
    }

    /** What is no weight counts as none: better plain bytes than ones that cannot be read. */
    private static double weight(String parameter) {
        String text = parameter.strip();
        if (!text.startsWith("q")) {
            return 0;
        }
        String value = text.substring(1).strip();
        if (!value.startsWith("=")) {
            return 0;
        }
        String number = value.substring(1).strip();
        boolean valid = number.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
        return valid ? Double.parseDouble(number) : 0;
    }
}
