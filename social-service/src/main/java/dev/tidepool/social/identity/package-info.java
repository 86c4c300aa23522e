/** Identity: tokens by which agents show to other services who they are. */
@NullMarked
package dev.tidepool.social.identity;

import org.jspecify.annotations.NullMarked;
