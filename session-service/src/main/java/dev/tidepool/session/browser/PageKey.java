package dev.tidepool.session.browser;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keys that can be pressed by name; text is typed otherwise. The numbers are Windows' virtual key codes. */
enum PageKey {
    ENTER("Enter", 13, "\r"),
    TAB("Tab", 9, ""),
    ESCAPE("Escape", 27, ""),
    BACKSPACE("Backspace", 8, ""),
    DELETE("Delete", 46, ""),
    SPACE("Space", 32, " "),
    PAGE_UP("PageUp", 33, ""),
    PAGE_DOWN("PageDown", 34, ""),
    END("End", 35, ""),
    HOME("Home", 36, ""),
    ARROW_LEFT("ArrowLeft", 37, ""),
    ARROW_UP("ArrowUp", 38, ""),
    ARROW_RIGHT("ArrowRight", 39, ""),
    ARROW_DOWN("ArrowDown", 40, "");

    private final String wireName;
    private final int code;
    private final String text;

    PageKey(String wireName, int code, String text) {
        this.wireName = wireName;
        this.code = code;
        this.text = text;
    }

    static Optional<PageKey> ofWireName(String name) {
        return Arrays.stream(values()).filter(key -> key.wireName.equals(name)).findFirst();
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(PageKey::wireName).toList();
    }

    String wireName() {
        return wireName;
    }

    int code() {
        return code;
    }

    /** What it enters, or empty. */
    String text() {
        return text;
    }
}
