/** Models that answer: providers speaking the OpenAI API, agents of an OpenClaw gateway, or the offline model. */
@NullMarked
package dev.tidepool.session.model;

import org.jspecify.annotations.NullMarked;
