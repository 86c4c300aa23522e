package dev.tidepool.social.embedding;

/** A text's vector, to be stored. */
record Embedding(TextId id, String kind, Vector vector) {}
