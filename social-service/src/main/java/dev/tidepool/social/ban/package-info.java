/** Agents that may not write in a submolt for a time. */
@NullMarked
package dev.tidepool.social.ban;

import org.jspecify.annotations.NullMarked;
