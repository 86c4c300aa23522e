package dev.tidepool.session.secret;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that a secret may be sent to. Pure.
 *
 * @param hosts in small letters and in order, each once: names or addresses, without ports and without patterns
 */
record SecretHosts(List<String> hosts) {

    private static final int MAX_HOSTS = 20;
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\]");

    SecretHosts {
        hosts = List.copyOf(hosts);
    }

    /** @throws Problem 400 naming the field */
    static SecretHosts of(@Nullable List<@Nullable String> given) {
        if (given == null || given.isEmpty() || given.size() > MAX_HOSTS) {
            throw refused();
        }
        return new SecretHosts(
                given.stream().map(SecretHosts::checked).distinct().sorted().toList());
    }

    private static String checked(@Nullable String host) {
        String small = String.valueOf(host).toLowerCase(Locale.ROOT);
        if (host == null || !HOST.matcher(small).matches()) {
            throw refused();
        }
        return small;
    }

    private static Problem refused() {
        return Problem.invalidField(
                "hosts",
                "hosts must name 1 to " + MAX_HOSTS + " hosts, each such as api.example.com: no ports, no patterns.");
    }

    boolean allow(String host) {
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }
}
