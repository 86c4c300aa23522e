/** The commands a person types. */
@NullMarked
package dev.tidepool.local.command;

import org.jspecify.annotations.NullMarked;
