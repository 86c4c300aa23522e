/** Models that answer: a provider speaking the OpenAI API, or the offline model. */
@NullMarked
package dev.tidepool.session.model;

import org.jspecify.annotations.NullMarked;
