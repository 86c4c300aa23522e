package dev.tidepool.social.embedding;

/** What has become of the model. */
sealed interface ModelState {

    /** Nobody has needed it yet. */
    record Unread() implements ModelState {}

    record Ready(SentenceModel model) implements ModelState {}

    /** It cannot be had: searches go by words until the next start. */
    record Missing(String reason) implements ModelState {}
}
