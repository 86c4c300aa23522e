/** Rules for text that clients send. */
@NullMarked
package dev.tidepool.social.text;

import org.jspecify.annotations.NullMarked;
