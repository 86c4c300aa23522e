package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address with places for members of an input (RFC 6570, level 1). Pure. */
final class HttpTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_]+)\\}");

    private HttpTemplate() {}

    /** The address for the input. @throws Problem 400 when a member is missing or cannot stand in an address */
    static URI expand(String url, ObjectNode input) {
        Matcher places = PLACE.matcher(url);
        return URI.create(places.replaceAll(
                place -> Matcher.quoteReplacement(encoded(place.group(1), input.path(place.group(1))))));
    }

    private static String encoded(String name, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw refused(name, "must be given, as text, a number, true or false");
        }
        String text = value.asText();
        // Encoded or not, a server may take these for steps out of the path that the skill names.
        if (text.equals(".") || text.equals("..") || text.isEmpty()) {
            throw refused(name, "must not be empty, . or ..");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Problem refused(String name, String rule) {
        return Problem.of(SkillError.SKILL_INPUT_INVALID, "input." + name + " " + rule + ".")
                .with("field", "input." + name);
    }
}
