/** What the tools of the Model Context Protocol share. The tools themselves are with their features, beside the resources. */
@NullMarked
package dev.tidepool.session.mcp;

import org.jspecify.annotations.NullMarked;
