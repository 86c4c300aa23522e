/** Test support of all modules: real servers, internal tokens, the rules of the house. */
@NullMarked
package dev.tidepool.kernel.test;

import org.jspecify.annotations.NullMarked;
