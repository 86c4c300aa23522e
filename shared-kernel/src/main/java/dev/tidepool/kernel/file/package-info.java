/** Files that hold secrets. */
@NullMarked
package dev.tidepool.kernel.file;

import org.jspecify.annotations.NullMarked;
