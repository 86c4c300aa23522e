package dev.tidepool.social.document;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which <code>{{name}}</code> stands for the value of a setting, so that it says what this server does. Pure. */
record DocumentTemplate(String text) {

    private static final Pattern SETTING = Pattern.compile("\\{\\{([a-z0-9.-]+)}}");

    /** @param setting the value of a setting of that name */
    String filled(UnaryOperator<String> setting) {
        return SETTING.matcher(text).replaceAll(found -> Matcher.quoteReplacement(setting.apply(found.group(1))));
    }
}
