/** An OpenClaw gateway of the tests': for whoever connects to one, in its own process or from another. */
@NullMarked
package dev.tidepool.kernel.test.openclaw;

import org.jspecify.annotations.NullMarked;
