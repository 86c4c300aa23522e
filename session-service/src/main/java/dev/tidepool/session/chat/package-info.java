/** Chat completions in the shape of the OpenAI API. */
@NullMarked
package dev.tidepool.session.chat;

import org.jspecify.annotations.NullMarked;
