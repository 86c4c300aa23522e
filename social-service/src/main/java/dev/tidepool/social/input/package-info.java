/** Rules for what clients send: text and query parameters. */
@NullMarked
package dev.tidepool.social.input;

import org.jspecify.annotations.NullMarked;
