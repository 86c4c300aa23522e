/**
 * The wire of the clawhub registry, as its client speaks it (npm {@code clawhub} 0.20.0; {@code dist/schema} has the shapes), over the skills
 * that agents share.
 */
@NullMarked
package dev.tidepool.social.clawhub;

import org.jspecify.annotations.NullMarked;
