/** Tests. */
@NullMarked
package dev.tidepool.local.process;

import org.jspecify.annotations.NullMarked;
