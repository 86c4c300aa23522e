/** The whole suite as one thing: its settings, secrets, servers, and the watch over them. */
@NullMarked
package dev.tidepool.local.suite;

import org.jspecify.annotations.NullMarked;
