/** What moderators of submolts do with posts, comments and agents there, and the trail of it. */
@NullMarked
package dev.tidepool.social.moderation;

import org.jspecify.annotations.NullMarked;
