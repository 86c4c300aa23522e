/** Processes the launcher owns: how they are started, found again, stopped, and where their output goes. */
@NullMarked
package dev.tidepool.local.process;

import org.jspecify.annotations.NullMarked;
