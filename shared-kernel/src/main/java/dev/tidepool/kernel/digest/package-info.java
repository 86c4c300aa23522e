/** Hashes. */
@NullMarked
package dev.tidepool.kernel.digest;

import org.jspecify.annotations.NullMarked;
