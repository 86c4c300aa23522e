/** Pages of lists: sizes and tamper-evident cursors. */
@NullMarked
package dev.tidepool.kernel.page;

import org.jspecify.annotations.NullMarked;
