/** The gateway's benchmark: what its duties cost over a bare proxy, in one run on one machine. */
@NullMarked
package dev.tidepool.load;

import org.jspecify.annotations.NullMarked;
