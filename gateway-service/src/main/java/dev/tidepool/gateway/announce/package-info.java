/** What one gateway tells all others at once. */
@NullMarked
package dev.tidepool.gateway.announce;

import org.jspecify.annotations.NullMarked;
