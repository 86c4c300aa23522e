/** The launcher of Tidepool on one machine: what <code>./tidepool</code> runs. */
@NullMarked
package dev.tidepool.local;

import org.jspecify.annotations.NullMarked;
