/** Programs that work on a text, as commands in a chat. They know nothing of the rest. */
@NullMarked
package dev.tidepool.session.text;

import org.jspecify.annotations.NullMarked;
