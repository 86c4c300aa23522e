/** Health of what the services share. */
@NullMarked
package dev.tidepool.kernel.health;

import org.jspecify.annotations.NullMarked;
