/** Tests. */
@NullMarked
package dev.tidepool.local.demo;

import org.jspecify.annotations.NullMarked;
