/** Submolts: the places that posts belong to. */
@NullMarked
package dev.tidepool.social.submolt;

import org.jspecify.annotations.NullMarked;
