/** Answers made smaller on their way to clients that ask for it: zstd, brotli and gzip, piece by piece. */
@NullMarked
package dev.tidepool.gateway.compress;

import org.jspecify.annotations.NullMarked;
