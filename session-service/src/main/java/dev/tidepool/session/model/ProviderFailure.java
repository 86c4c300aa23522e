package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.net.RetryAfter;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** What a provider's failures mean to our client. Pure. */
final class ProviderFailure {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);
    private static final int MAX_DETAIL = 500;

    private ProviderFailure() {}

    /** For an answer whose status is not 200. */
    static Problem ofStatus(int status, Optional<ObjectNode> body, Optional<String> retryAfter, Instant now) {
        String words = words(body);
        Duration wait = wait(retryAfter, now);
        return switch (status) {
            case 401, 403 ->
                Problem.of(
                        ModelError.MODEL_PROVIDER_UNAUTHORIZED,
                        "The operator has to check the credential of the model provider.");
            case 404 -> Problem.of(AskedModelError.MODEL_NOT_FOUND, words).with("field", "model");
            case 408 -> Problem.of(ModelError.MODEL_TIMEOUT, words);
            case 429 -> Problem.of(ModelError.MODEL_RATE_LIMITED, words).retryAfter(wait);
            default ->
                status < 500
                        ? Problem.of(ModelError.MODEL_REQUEST_REFUSED, words)
                        : Problem.of(
                                        ModelError.MODEL_UNAVAILABLE,
                                        "The model provider answered with status " + status + ".")
                                .retryAfter(wait);
        };
    }

    /** For a connection that failed. */
    static Problem ofConnection(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case TimeoutException silence -> tooSlow();
            case CircuitBreakerOpenException open ->
                Problem.of(
                                ModelError.MODEL_UNAVAILABLE,
                                "The model provider failed repeatedly and is left alone for now.")
                        .retryAfter(RETRY);
            default ->
                Problem.of(ModelError.MODEL_UNAVAILABLE, "The model provider cannot be reached.")
                        .retryAfter(RETRY);
        };
    }

    /** For a stream that failed after it began. */
    static Problem ofStream(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            default -> Problem.of(ModelError.MODEL_STREAM_BROKEN, "The model's answer broke off.");
        };
    }

    /** For an error that the provider sent inside its stream. */
    static Problem ofErrorEvent(ObjectNode event) {
        return Problem.of(ModelError.MODEL_STREAM_BROKEN, words(Optional.of(event)));
    }

    /** Whether a failure tells something about the provider's health, rather than about one request. */
    static boolean counts(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem.status() >= 500;
            case StreamResetException givenUp -> false;
            case CancellationException givenUp -> false;
            default -> true;
        };
    }

    static Problem tooSlow() {
        return Problem.of(ModelError.MODEL_TIMEOUT, "The model provider did not answer in time. Try again.");
    }

    /** Whether another provider may well answer: the failure is of this one, not of the request. */
    static boolean mayBeTriedElsewhere(Throwable failure) {
        return failure instanceof Problem problem
                && (problem.status() >= 500
                        || problem.code() == ModelError.MODEL_RATE_LIMITED
                        || problem.code() == AskedModelError.MODEL_NOT_FOUND);
    }

    /** The failure with the higher status; the first of two of the same. */
    static Throwable graver(Throwable first, Throwable second) {
        return first instanceof Problem one && second instanceof Problem other && one.status() >= other.status()
                ? first
                : second;
    }

    /** The provider's own words, as {@code error.message} or {@code error}. */
    private static String words(Optional<ObjectNode> body) {
        String words = body.map(json -> json.path("error"))
                .map(error -> error.isTextual()
                        ? error.textValue()
                        : error.path("message").asText(""))
                .orElse("");
        if (words.isBlank()) {
            return "The model provider gave no reason.";
        }
        return words.length() <= MAX_DETAIL ? words : words.substring(0, MAX_DETAIL) + "...";
    }

    private static Duration wait(Optional<String> retryAfter, Instant now) {
        return retryAfter
                .flatMap(text -> RetryAfter.read(text, now))
                .map(wait -> wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait)
                .orElse(RETRY);
    }
}
