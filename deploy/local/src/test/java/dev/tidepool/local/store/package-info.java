/** Tests. */
@NullMarked
package dev.tidepool.local.store;

import org.jspecify.annotations.NullMarked;
