/** The skills of organisations, and those that ship with the service. */
@NullMarked
package dev.tidepool.session.skill;

import org.jspecify.annotations.NullMarked;
