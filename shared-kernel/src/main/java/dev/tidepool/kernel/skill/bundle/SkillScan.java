package dev.tidepool.kernel.skill.bundle;

import dev.tidepool.kernel.secret.SecretShapes;
import dev.tidepool.kernel.skill.bundle.Finding.Concern;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks through a skill for what an owner should see first. It knows shapes, not meaning: what it finds may be harmless, and
 * finding nothing proves nothing. Pure.
 */
public final class SkillScan {

    private static final int MAX_FINDINGS = 100;

    /** No pattern looks at more of a line: a longer one is a finding by itself. */
    private static final int MAX_LINE = 4000;

    private record Rule(Concern concern, Pattern pattern, String detail) {

        static Rule of(Concern concern, String detail, String pattern) {
            return new Rule(concern, Pattern.compile(pattern), detail);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    Concern.HIDDEN_INSTRUCTIONS,
                    "words that set other instructions aside",
                    "(?i)\\b(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:previous|prior|above|earlier|other|system)\\b.{0,20}\\b(?:instructions?|prompts?|rules)"),
            Rule.of(
                    Concern.HIDDEN_INSTRUCTIONS,
                    "words that keep something from the user",
                    "(?i)\\b(?:do not|don't|never)\\b.{0,20}\\b(?:tell|inform|show|mention|reveal)\\b.{0,30}\\b(?:the )?(?:user|human|owner)\\b"),
            Rule.of(Concern.HIDDEN_INSTRUCTIONS, "a comment that is not shown when the text is", "<!--\\s*\\w"),
            Rule.of(Concern.HIDDEN_INSTRUCTIONS, "a long run of encoded text", "[A-Za-z0-9+/=]{240,}"),
            Rule.of(
                    Concern.NETWORK,
                    "a program that reaches the network",
                    "(?<![\\w-])(?:curl|wget|nc|ncat|netcat|telnet|ssh|scp|rsync|ftp)\\s+\\S"),
            Rule.of(
                    Concern.NETWORK,
                    "code that reaches the network",
                    "\\b(?:fetch\\s*\\(|XMLHttpRequest|requests\\.(?:get|post|put)|urllib|http\\.client|axios|net\\.connect|socket\\.socket|WebSocket\\s*\\()"),
            Rule.of(
                    Concern.SHELL,
                    "a block of commands",
                    "^\\s*(?:```|~~~)\\s*(?i:bash|sh|shell|zsh|console|powershell|cmd|bat)\\b"),
            Rule.of(Concern.SHELL, "a script", "^#!\\s*/"),
            Rule.of(
                    Concern.SHELL,
                    "code that runs commands",
                    "\\b(?:subprocess|os\\.system|child_process|execSync|Runtime\\.getRuntime|eval\\s*\\(|exec\\s*\\()"),
            Rule.of(
                    Concern.SHELL,
                    "a command that destroys or takes over",
                    "\\b(?:rm\\s+-[rf]{1,2}\\b|sudo\\s+\\S|chmod\\s+\\+x)"),
            Rule.of(Concern.SHELL, "a download that is run", "\\|\\s*(?:sudo\\s+)?(?:ba|z)?sh\\b"));

    private static final Set<String> SCRIPTS = Set.of(
            "sh", "bash", "zsh", "ps1", "bat", "cmd", "py", "rb", "pl", "js", "mjs", "cjs", "ts", "exe", "dll", "so");

    private SkillScan() {}

    /** What was found, the first hundred. */
    public static List<Finding> scan(SkillManifest manifest, SkillBundle bundle) {
        List<Finding> found = new ArrayList<>();
        declared(manifest, found);
        for (BundleFile file : bundle.files()) {
            scan(manifest, file, found);
        }
        return found.subList(0, Math.min(found.size(), MAX_FINDINGS));
    }

    private static void declared(SkillManifest manifest, List<Finding> found) {
        if (manifest.spec() instanceof SkillSpec.Http http) {
            found.add(new Finding(
                    Concern.NETWORK, SkillBundle.MANIFEST, 0, "it calls " + http.method() + " " + http.url()));
        }
        if (manifest.spec() instanceof SkillSpec.OpenClawTool tool) {
            found.add(new Finding(
                    Concern.SHELL,
                    SkillBundle.MANIFEST,
                    0,
                    "it uses the tool " + tool.tool() + " of OpenClaw's machine"));
        }
        if (manifest.spec() instanceof SkillSpec.Browse browse) {
            found.add(new Finding(Concern.NETWORK, SkillBundle.MANIFEST, 0, "it opens " + browse.url()));
        }
        manifest.openclaw()
                .install()
                .forEach(option -> found.add(new Finding(
                        Concern.SHELL, SkillBundle.MANIFEST, 0, "it wants programs installed by " + option.kind())));
    }

    private static void scan(SkillManifest manifest, BundleFile file, List<Finding> found) {
        if (SCRIPTS.contains(extension(file.path()))) {
            found.add(new Finding(Concern.SHELL, file.path(), 0, "a program's file"));
        }
        if (isModule(manifest, file)) {
            // Runs without any access; what it may do is bounded where it runs.
            return;
        }
        Optional<String> text = file.text();
        if (text.isEmpty()) {
            found.add(new Finding(Concern.BINARY, file.path(), 0, "it is no text"));
            return;
        }
        List<String> lines = text.get().lines().toList();
        for (int at = 0; at < lines.size() && found.size() < MAX_FINDINGS; at++) {
            scanLine(file.path(), at + 1, at == 0 ? withoutMark(lines.getFirst()) : lines.get(at), found);
        }
    }

    /** A manifest may name any file as its module: the file itself tells whether it is one. */
    private static boolean isModule(SkillManifest manifest, BundleFile file) {
        return manifest.spec() instanceof SkillSpec.Wasm wasm
                && wasm.module().equals(file.path())
                && !file.path().equals(SkillBundle.MANIFEST)
                && file.isWasm();
    }

    private static void scanLine(String path, int number, String line, List<Finding> found) {
        if (InvisibleText.isIn(line)) {
            found.add(new Finding(Concern.HIDDEN_INSTRUCTIONS, path, number, "characters that are not seen"));
        }
        if (line.length() > MAX_LINE) {
            found.add(new Finding(Concern.HIDDEN_INSTRUCTIONS, path, number, "a line too long to be read"));
        }
        String shown = line.substring(0, Math.min(line.length(), MAX_LINE));
        SecretShapes.in(shown).forEach(detail -> found.add(new Finding(Concern.SECRET, path, number, detail)));
        RULES.stream()
                .filter(rule -> rule.pattern().matcher(shown).find())
                .forEach(rule -> found.add(new Finding(rule.concern(), path, number, rule.detail())));
    }

    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
