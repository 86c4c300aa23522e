package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hosts that pages may reach, where that is narrower than every public one. Pure.
 *
 * @param lists each of them must allow a host: hosts, or {@code *.} and a domain, in small letters
 */
record HostRules(List<Set<String>> lists) {

    static final HostRules ALL = new HostRules(List.of());

    private static final int MAX_PATTERNS = 100;
    private static final Pattern ACCEPTED = Pattern.compile("(\\*\\.)?[a-z0-9:_\\[\\]-]+(\\.[a-z0-9_-]+)*");

    HostRules {
        lists = lists.stream().map(Set::copyOf).toList();
    }

    /** @throws Problem 400 for a pattern that is none */
    static HostRules of(String field, Collection<String> given) {
        if (given.size() > MAX_PATTERNS) {
            throw Problem.invalidField(field, field + " must name at most " + MAX_PATTERNS + " hosts.");
        }
        List<String> small =
                given.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        small.stream()
                .filter(each -> !ACCEPTED.matcher(each).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw Problem.invalidField(field, field + " must hold hosts such as example.com or *.example.com.");
                });
        return new HostRules(List.of(small.stream().collect(Collectors.toUnmodifiableSet())));
    }

    /** What both allow. */
    HostRules within(HostRules others) {
        return new HostRules(
                Stream.concat(lists.stream(), others.lists().stream()).toList());
    }

    boolean allow(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return lists.stream().allMatch(list -> list.stream().anyMatch(pattern -> matches(pattern, small)));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }
}
