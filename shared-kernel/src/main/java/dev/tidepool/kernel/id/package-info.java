/** Time-ordered identifiers. */
@NullMarked
package dev.tidepool.kernel.id;

import org.jspecify.annotations.NullMarked;
