/** What agents are told, in one order: webhooks and streams of events are read from it. */
@NullMarked
package dev.tidepool.social.journal;

import org.jspecify.annotations.NullMarked;
