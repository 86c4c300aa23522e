package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers of a call, with the secrets among them opened.
 *
 * @param all what is sent
 * @param secrets what stands in them and must stand nowhere else, by name
 */
record SentHeaders(Map<String, String> all, Map<String, String> secrets) {

    /** Fails with 409 when the organisation has no such secret for the host. */
    static Uni<SentHeaders> of(SkillSpec.Http http, String host, SkillJob job) {
        List<String> names = http.headers().values().stream()
                .filter(SkillSpec.HeaderValue.Secret.class::isInstance)
                .map(value -> ((SkillSpec.HeaderValue.Secret) value).name())
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(name -> opened(name, host, job))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(secrets -> new SentHeaders(headers(http, secrets, job.key()), secrets));
    }

    private static Uni<Map.Entry<String, String>> opened(String name, String host, SkillJob job) {
        return job.secrets()
                .find(name, host)
                .map(found -> Map.entry(
                        name,
                        found.orElseThrow(() -> Problem.of(
                                SkillError.SKILL_NOT_ELIGIBLE,
                                "The organisation has no secret " + name + " for " + host
                                        + ". An owner or administrator can set it: PUT /v1/secrets/" + name + "."))));
    }

    private static Map<String, String> headers(SkillSpec.Http http, Map<String, String> secrets, String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!http.method().equals("GET")) {
            headers.put("Idempotency-Key", key);
        }
        if (http.sendsInput()) {
            headers.put("Content-Type", "application/json");
        }
        http.headers()
                .forEach((name, value) -> headers.put(
                        name,
                        switch (value) {
                            case SkillSpec.HeaderValue.Plain plain -> plain.text();
                            case SkillSpec.HeaderValue.Secret secret ->
                                secret.prefix() + secrets.getOrDefault(secret.name(), "");
                        }));
        return headers;
    }

    /** What came back: a service that says again what it was sent would give a secret to whoever may execute the skill. */
    ObjectNode withoutSecrets(ObjectNode output, ExactJson json) {
        String text = json.write(output);
        String clean = text;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            String written = json.write(secret.getValue());
            String inner = written.substring(1, written.length() - 1);
            clean = inner.isEmpty() ? clean : clean.replace(inner, "[" + printable(secret.getKey()) + "]");
        }
        return clean.equals(text)
                ? output
                : json.parseObject(clean.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** Names of the operator's settings may hold anything. */
    private static String printable(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    /** Without what they carry: records print their components otherwise. */
    @Override
    public String toString() {
        return "SentHeaders" + all.keySet();
    }
}
