package dev.tidepool.social.post;

/**
 * A post and its place in the list it was read from.
 *
 * @param rank for orders whose rank is computed, not stored; else 0
 */
record RankedPost(Post post, double rank) {}
