package dev.tidepool.social.skill;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.skill.bundle.BundleFile;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the clients of clawhub know a version by the files on a disk (npm {@code clawhub} 0.20.0, {@code hashSkillFiles}): SHA-256 of the
 * lines {@code path:sha256} of the text files, in the order of {@code localeCompare}. That order (CLDR's root collation) ranks marks,
 * digits, then letters, and upper case after lower case only where nothing else tells two paths apart. Pure.
 */
final class ClawhubFingerprint {

    private static final String ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    private static final Set<String> TEXTS = Set.of(
            "md",
            "mdx",
            "txt",
            "json",
            "json5",
            "yaml",
            "yml",
            "toml",
            "js",
            "cjs",
            "mjs",
            "ts",
            "tsx",
            "jsx",
            "py",
            "sh",
            "ps1",
            "psm1",
            "psd1",
            "r",
            "rb",
            "go",
            "rs",
            "swift",
            "kt",
            "java",
            "cs",
            "cpp",
            "c",
            "h",
            "hpp",
            "sql",
            "csv",
            "tsv",
            "ini",
            "cfg",
            "conf",
            "env",
            "properties",
            "dat",
            "xml",
            "html",
            "css",
            "scss",
            "sass",
            "svg");

    static final Comparator<String> LOCALE_ORDER = ClawhubFingerprint::compare;

    private ClawhubFingerprint() {}

    static String of(SkillBundle bundle) {
        return Sha256.hex(bundle.files().stream()
                .filter(ClawhubFingerprint::isRead)
                .sorted(Comparator.comparing(BundleFile::path, LOCALE_ORDER))
                .map(file -> file.path() + ":" + file.sha256())
                .collect(Collectors.joining("\n")));
    }

    private static boolean isRead(BundleFile file) {
        boolean hidden = Stream.of(file.path().split("/", -1)).anyMatch(segment -> segment.startsWith("."));
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        boolean text = dot > 0
                ? TEXTS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
                : file.text().isPresent();
        return !hidden && text;
    }

    private static int compare(String one, String other) {
        int most = Math.min(one.length(), other.length());
        for (int at = 0; at < most; at++) {
            int difference = rank(one.charAt(at)) - rank(other.charAt(at));
            if (difference != 0) {
                return difference;
            }
        }
        int difference = one.length() - other.length();
        // Of the same letters the lower case comes first.
        return difference == 0 ? other.compareTo(one) : difference;
    }

    /** Beyond ASCII the code point stands in for the collation's weight. */
    private static int rank(char character) {
        int rank = ORDER.indexOf(Character.toLowerCase(character));
        return rank < 0 ? ORDER.length() + character : rank;
    }
}
