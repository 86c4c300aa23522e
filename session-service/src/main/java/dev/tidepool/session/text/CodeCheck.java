package dev.tidepool.session.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks code of any language line by line, and its brackets as a whole. It knows shapes, not meaning. Pure. */
final class CodeCheck {

    private static final int MAX_LINE = 120;
    private static final int MAX_FINDINGS = 50;

    private record Check(String finding, Predicate<String> applies) {

        static Check matching(String finding, String pattern) {
            return new Check(finding, Pattern.compile(pattern).asPredicate());
        }
    }

    private record Opened(char bracket, int line) {}

    private static final List<Check> CHECKS = List.of(
            new Check("longer than " + MAX_LINE + " characters", line -> line.length() > MAX_LINE),
            new Check("trailing whitespace", line -> !line.isBlank() && !line.equals(line.stripTrailing())),
            Check.matching("tab and space mixed in the indentation", "^(?: +\\t|\\t+ {2,})"),
            Check.matching("unfinished work is marked here", "\\b(?:TODO|FIXME|XXX|HACK)\\b"),
            Check.matching(
                    "a secret seems to be written into the code",
                    "(?i)\\b(?:password|passwd|secret|api_?key|token)\\b\\s*[:=]\\s*[\"'][^\"']{4,}[\"']"),
            Check.matching("text is executed as code", "\\b(?:eval|exec)\\s*\\("),
            // Bounded: a line of nothing but "catch" would otherwise be read to its end for each of them.
            Check.matching(
                    "an exception is swallowed",
                    "\\bcatch\\b[^{]{0,200}\\{\\s{0,200}\\}|\\bexcept\\b[^:]{0,200}:\\s{0,200}pass\\b"),
            Check.matching(
                    "SQL is put together from parts; use parameters",
                    "(?i)[\"'](?:select|insert|update|delete)\\b[^\"']*[\"']\\s*(?:\\+|%|\\.\\.)"),
            Check.matching(
                    "output that looks left over from debugging",
                    "\\b(?:console\\.log|System\\.out\\.print|debugger\\b)"),
            Check.matching(
                    "certificate checks are switched off",
                    "(?i)verify\\s*=\\s*false|rejectUnauthorized\\s*:\\s*false"));

    private CodeCheck() {}

    static String apply(String code) {
        List<String> lines = code.lines().toList();
        List<String> findings = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            review(at + 1, lines.get(at), findings);
        }
        findings.addAll(brackets(lines));
        return report(lines.size(), findings);
    }

    private static void review(int number, String line, List<String> findings) {
        for (Check check : CHECKS) {
            if (check.applies().test(line)) {
                findings.add("line " + number + ": " + check.finding());
            }
        }
    }

    /** The first bracket that does not match. Brackets in quoted text count too: hence "seems". */
    private static List<String> brackets(List<String> lines) {
        Deque<Opened> open = new ArrayDeque<>();
        for (int at = 0; at < lines.size(); at++) {
            for (char c : lines.get(at).toCharArray()) {
                if ("([{".indexOf(c) >= 0) {
                    open.push(new Opened(c, at + 1));
                } else if (")]}".indexOf(c) >= 0 && !closes(open, c)) {
                    return List.of("line " + (at + 1) + ": '" + c + "' seems to close nothing");
                }
            }
        }
        return open.isEmpty()
                ? List.of()
                : List.of("line " + open.peek().line() + ": '" + open.peek().bracket() + "' seems never to be closed");
    }

    private static boolean closes(Deque<Opened> open, char closing) {
        return !open.isEmpty() && "([{".indexOf(open.pop().bracket()) == ")]}".indexOf(closing);
    }

    private static String report(int lines, List<String> findings) {
        if (findings.isEmpty()) {
            return "Reviewed " + lines + " lines: no findings.";
        }
        List<String> shown = findings.subList(0, Math.min(findings.size(), MAX_FINDINGS));
        return "Reviewed " + lines + " lines: " + findings.size() + " findings.\n- " + String.join("\n- ", shown);
    }
}
