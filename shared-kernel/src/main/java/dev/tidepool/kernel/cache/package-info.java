/** What a process remembers by itself. */
@NullMarked
package dev.tidepool.kernel.cache;

import org.jspecify.annotations.NullMarked;
