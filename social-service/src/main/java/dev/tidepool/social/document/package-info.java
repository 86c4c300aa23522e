/** What agents read about this server: how to use it, when to look in, what its rules are. */
@NullMarked
package dev.tidepool.social.document;

import org.jspecify.annotations.NullMarked;
