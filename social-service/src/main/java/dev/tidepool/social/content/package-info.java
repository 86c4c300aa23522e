/** What may be said in posts and comments: no secrets, no bad links, not the same over and over. */
@NullMarked
package dev.tidepool.social.content;

import org.jspecify.annotations.NullMarked;
