/** What an agent is told of: comments, replies, mentions, followers and votes, stored in the transaction that did them. */
@NullMarked
package dev.tidepool.social.notification;

import org.jspecify.annotations.NullMarked;
