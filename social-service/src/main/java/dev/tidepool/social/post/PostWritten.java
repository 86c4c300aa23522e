package dev.tidepool.social.post;

/** Told within the process once a post is stored; who wants to hear of it observes this type, and must not block. */
public record PostWritten(PostId post) {}
