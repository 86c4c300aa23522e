package dev.tidepool.kernel.problem;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The error shape of the API that was called, chosen by path, so that existing clients of foreign APIs understand us. */
public enum ErrorSurface {
    /** RFC 9457 problem details, the default. */
    PROBLEM("application/problem+json") {
        @Override
        public Map<String, Object> body(Problem problem, String path, String requestId, Instant now) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("type", "about:blank");
            body.put("title", problem.code().title());
            body.put("status", problem.status());
            body.put("detail", problem.detail());
            body.put("instance", path);
            body.put("code", problem.code().name());
            body.put("requestId", requestId);
            problem.members().forEach(body::putIfAbsent);
            return body;
        }
    },
    /** Moltbook's errors, a superset of both of its dialects. */
    MOLTBOOK("application/json") {
        @Override
        public Map<String, Object> body(Problem problem, String path, String requestId, Instant now) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("success", false);
            body.put("error", problem.detail());
            body.put("message", problem.detail());
            body.put("hint", problem.code().title());
            body.put("code", problem.code().name());
            body.put("statusCode", problem.status());
            body.put("timestamp", now.toString());
            body.put("path", path);
            body.put("requestId", requestId);
            if (problem.members().get("retryAfter") instanceof Long seconds) {
                addWait(body, seconds, now);
            }
            problem.members().forEach(body::putIfAbsent);
            return body;
        }
    },
    /** The OpenAI API's errors. */
    OPENAI("application/json") {
        @Override
        public Map<String, Object> body(Problem problem, String path, String requestId, Instant now) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("message", problem.detail());
            error.put("type", openAiType(problem.status()));
            error.put("param", problem.members().get("field"));
            error.put("code", problem.code().name().toLowerCase(Locale.ROOT));
            error.put("request_id", requestId);
            return Map.of("error", error);
        }
    },
    /** The envelope of agent staking APIs. */
    AGENT_STAKING("application/json") {
        @Override
        public Map<String, Object> body(Problem problem, String path, String requestId, Instant now) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", problem.code().name());
            error.put("message", problem.detail());
            error.put("details", problem.members());
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("success", false);
            body.put("error", error);
            body.put("timestamp", now.toString());
            body.put("requestId", requestId);
            return body;
        }
    },
    /** Solana Actions: one sentence, which wallets show. */
    ACTION("application/json") {
        @Override
        public Map<String, Object> body(Problem problem, String path, String requestId, Instant now) {
            return Map.of("message", problem.detail());
        }
    };

    private static final List<String> AGENT_STAKING_PATHS = List.of("/stake/", "/unstake/", "/tx/", "/positions/");

    private final String contentType;

    ErrorSurface(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** The JSON object to answer with. Pure: time and request id are given. */
    public abstract Map<String, Object> body(Problem problem, String path, String requestId, Instant now);

    /** The surface that serves a path. */
    public static ErrorSurface ofPath(String path) {
        if (path.startsWith("/api/v1/")) {
            return MOLTBOOK;
        }
        if (path.equals("/actions.json") || path.startsWith("/actions/")) {
            return ACTION;
        }
        if (AGENT_STAKING_PATHS.stream().anyMatch(path::startsWith)) {
            return AGENT_STAKING;
        }
        boolean openAi = path.equals("/v1/chat/completions")
                || path.equals("/v1/responses")
                || path.equals("/v1/models")
                || path.startsWith("/v1/models/");
        return openAi ? OPENAI : PROBLEM;
    }

    private static void addWait(Map<String, Object> body, long seconds, Instant now) {
        long minutes = (seconds + 59) / 60;
        body.put("retryAfter", seconds);
        body.put("retryAfterMinutes", minutes);
        body.put("retry_after_seconds", seconds);
        body.put("retry_after_minutes", minutes);
        body.put("remaining", 0);
        body.put("reset_at", now.plusSeconds(seconds).toString());
    }

    private static String openAiType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
