package dev.tidepool.session.browser;

/** What is done to a page. */
sealed interface BrowserAction {

    /** A click of the left button in the middle of an element. */
    record Click(String ref) implements BrowserAction {}

    /** Text in place of what a field holds; {@code submit} presses Enter after it. */
    record Type(String ref, String text, boolean submit) implements BrowserAction {}

    /** A key, to whatever has the focus. */
    record Press(PageKey key) implements BrowserAction {}

    /** An element is brought into view. */
    record ScrollTo(String ref) implements BrowserAction {}

    /** The page is scrolled by so many pixels, to the right and down. */
    record ScrollBy(int x, int y) implements BrowserAction {}
}
