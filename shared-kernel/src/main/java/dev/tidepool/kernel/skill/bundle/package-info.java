/** The files of a skill: read from an archive within limits, hashed, and looked through before anybody uses them. */
@NullMarked
package dev.tidepool.kernel.skill.bundle;

import org.jspecify.annotations.NullMarked;
