/** OpenAI's Responses API, over the same chats. */
@NullMarked
package dev.tidepool.session.response;

import org.jspecify.annotations.NullMarked;
