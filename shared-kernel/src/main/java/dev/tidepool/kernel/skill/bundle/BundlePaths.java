package dev.tidepool.kernel.skill.bundle;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Which paths a bundle's files may have. Pure. */
final class BundlePaths {

    private static final int MAX_CHARACTERS = 255;

    /** No drive, no escape, no character that a file system or a terminal takes for something else. */
    private static final Pattern SEGMENT = Pattern.compile("[^/\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private BundlePaths() {}

    static boolean isAllowed(String path) {
        return path.length() <= MAX_CHARACTERS
                && Arrays.stream(path.split("/", -1)).allMatch(BundlePaths::isAllowedSegment);
    }

    private static boolean isAllowedSegment(String segment) {
        return SEGMENT.matcher(segment).matches()
                && !segment.equals(".")
                && !segment.equals("..")
                && !segment.endsWith(".")
                && segment.strip().equals(segment);
    }

    /** What archivers of desktops add of their own. */
    static boolean isNoise(String path) {
        return path.startsWith("__MACOSX/") || path.equals(".DS_Store") || path.endsWith("/.DS_Store");
    }

    /** The folder that all paths share and that holds the SKILL.md, with its slash; empty when the SKILL.md is at the top. */
    static String root(List<String> paths) {
        if (paths.isEmpty() || paths.contains(SkillBundle.MANIFEST)) {
            return "";
        }
        int slash = paths.getFirst().indexOf('/');
        String folder = paths.getFirst().substring(0, slash + 1);
        boolean shared = paths.stream().allMatch(path -> path.startsWith(folder));
        return shared && paths.contains(folder + SkillBundle.MANIFEST) ? folder : "";
    }
}
