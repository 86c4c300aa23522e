/** Tests. */
@NullMarked
package dev.tidepool.local.suite;

import org.jspecify.annotations.NullMarked;
