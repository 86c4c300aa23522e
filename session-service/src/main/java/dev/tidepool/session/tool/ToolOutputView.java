package dev.tidepool.session.tool;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code {"tool":"web_fetch","untrusted":true,"output":{...}}}.
 *
 * @param untrusted always: the output is text from outside
 */
record ToolOutputView(String tool, boolean untrusted, JsonNode output) {}
