package dev.tidepool.social.input;

/** The older dialect's account of a page; its member is spelled hasMore there. */
public record PaginationView(int count, int limit, int offset, boolean hasMore) {}
