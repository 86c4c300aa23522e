/** Work and those who wait for it. */
@NullMarked
package dev.tidepool.kernel.loop;

import org.jspecify.annotations.NullMarked;
