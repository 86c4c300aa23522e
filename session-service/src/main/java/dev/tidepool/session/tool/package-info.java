/** Tools of the operator's OpenClaw gateway, for callers. */
@NullMarked
package dev.tidepool.session.tool;

import org.jspecify.annotations.NullMarked;
