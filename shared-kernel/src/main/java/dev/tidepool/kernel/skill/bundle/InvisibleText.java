package dev.tidepool.kernel.skill.bundle;

/** Characters that a model reads and a person does not see (Unicode 16: format characters, tags, fillers). Pure. */
final class InvisibleText {

    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;

    private InvisibleText() {}

    /** Whether there is one in the line, beside those that emoji are made of. */
    static boolean isIn(String line) {
        int[] points = line.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            if (isInvisible(points[at]) && !joinsEmoji(points, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT
                // Hangul fillers, Mongolian selectors, the second range of variation selectors.
                || point == 0x115F
                || point == 0x1160
                || point == 0x3164
                || point == 0xFFA0
                || (point >= 0x180B && point <= 0x180F)
                || (point >= 0xE0100 && point <= 0xE01EF)
                || (point >= 0xE0000 && point <= 0xE007F);
    }

    private static boolean joinsEmoji(int[] points, int at) {
        return points[at] == JOINER
                && at > 0
                && at + 1 < points.length
                && (points[at - 1] == EMOJI_STYLE || Character.isEmoji(points[at - 1]))
                && Character.isEmoji(points[at + 1]);
    }
}
