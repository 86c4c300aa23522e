package dev.tidepool.kernel.skill.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code metadata.tidepool}: {@code {kind, input, http | wasm | openclaw | browser}}. Without it a skill is a prompt. Pure. */
final class SkillSpecs {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,1024}");

    private static final Pattern AGENT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private static final String LABEL = "(?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final String NAME = "(?:[A-Za-z0-9]" + LABEL + "\\.)*[A-Za-z]" + LABEL;
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final String NUMBERS = "(?:" + BYTE + "\\.){3}" + BYTE;

    /** Places stand below the origin only: an input never chooses the host. What matches is an address whatever stands in them. */
    private static final Pattern URL = Pattern.compile("https?://(?:" + NUMBERS + "|" + NAME + ")(?::[0-9]{1,5})?"
            + "(?:[/?](?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|\\{[A-Za-z0-9_]{1,64}\\})*+)?");

    /** They say where a message ends or whom it is for: the client's own. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer");

    private SkillSpecs() {}

    static SkillSpec of(Fields ours) {
        String kind = ours.text("kind").orElse("prompt");
        return switch (kind) {
            case "prompt" -> new SkillSpec.Prompt();
            case "http" -> http(ours.within("http"));
            case "wasm" -> new SkillSpec.Wasm(ours.within("wasm").text("module").orElse("skill.wasm"));
            case "openclaw" -> tool(ours.within("openclaw"));
            case "browser" -> browse(ours.within("browser"));
            default -> throw Malformed.field(ours.full("kind"), "prompt, http, wasm, openclaw or browser");
        };
    }

    private static SkillSpec.OpenClawTool tool(Fields openclaw) {
        String agent = openclaw.text("agent").orElse("main");
        if (!AGENT.matcher(agent).matches()) {
            throw Malformed.field(openclaw.full("agent"), "1 to 64 lower-case letters, digits, - and _");
        }
        return new SkillSpec.OpenClawTool(agent, openclaw.required("tool"));
    }

    private static SkillSpec.Browse browse(Fields browser) {
        return new SkillSpec.Browse(url(browser), browser.texts("allowedHosts"));
    }

    private static SkillSpec.Http http(Fields http) {
        String method = http.text("method").orElse("GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw Malformed.field(http.full("method"), "one of GET, POST, PUT, PATCH, DELETE");
        }
        boolean mayHaveBody = !method.equals("GET") && !method.equals("DELETE");
        return new SkillSpec.Http(
                method, url(http), headers(http.within("headers")), mayHaveBody && http.flag("sendInput", true));
    }

    private static String url(Fields http) {
        String url = http.required("url");
        if (URL.matcher(url).matches()) {
            return url;
        }
        throw Malformed.field(
                http.full("url"), "an https address whose host is fixed; {member} may stand in its path and query");
    }

    private static Map<String, SkillSpec.HeaderValue> headers(Fields headers) {
        Map<String, SkillSpec.HeaderValue> all = new LinkedHashMap<>();
        headers.members().forEach((name, value) -> {
            if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw Malformed.field(headers.full(name), "a header of a request that is not the connection's own");
            }
            all.put(name, value(headers, name, value));
        });
        return all;
    }

    private static SkillSpec.HeaderValue value(Fields headers, String name, JsonNode value) {
        if (value instanceof ObjectNode) {
            Fields secret = headers.within(name);
            return new SkillSpec.HeaderValue.Secret(
                    secret.required("secret"),
                    printable(secret, "prefix", secret.text("prefix").orElse("")));
        }
        return new SkillSpec.HeaderValue.Plain(printable(headers, name, headers.required(name)));
    }

    private static String printable(Fields fields, String name, String value) {
        if (!HEADER_VALUE.matcher(value).matches()) {
            throw Malformed.field(fields.full(name), "printable ASCII");
        }
        return value;
    }
}
