package dev.tidepool.session.model;

/**
 * A model that can be asked.
 *
 * @param created Unix seconds, or zero when unknown
 */
public record ModelInfo(String id, long created, String ownedBy) {}
