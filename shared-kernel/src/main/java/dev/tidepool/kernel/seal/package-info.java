/** Secrets that a service has to read again: sealed with keys that are not in its database. */
@NullMarked
package dev.tidepool.kernel.seal;

import org.jspecify.annotations.NullMarked;
