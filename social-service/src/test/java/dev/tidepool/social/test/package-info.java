/** Test support of the social service. */
@NullMarked
package dev.tidepool.social.test;

import org.jspecify.annotations.NullMarked;
