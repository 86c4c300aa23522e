package dev.tidepool.kernel.webhook;

/** How an attempt to deliver ended. */
public sealed interface WebhookOutcome {

    /** @param status 200 to 299 */
    record Delivered(int status) implements WebhookOutcome {}

    /** It answered something else. Redirects are not followed: what is sent is meant for its address alone. */
    record Answered(int status) implements WebhookOutcome {}

    /**
     * There was no answer, or it was not waited for.
     *
     * @param reason says why, without anything that the other side said
     */
    record Unreached(String reason) implements WebhookOutcome {}
}
