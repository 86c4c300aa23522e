package dev.tidepool.kernel.id;

import java.util.UUID;

/**
 * An identifier whose type says what it identifies, so that two of them never change places in a call. Implemented by
 * records with that one component and a {@code toString} of the bare UUID; where an id comes in as text, a
 * {@code fromString} reads it. Plain UUIDs are left to the edges: JSON views, rows and entities.
 */
public interface TypedId {

    UUID value();
}
