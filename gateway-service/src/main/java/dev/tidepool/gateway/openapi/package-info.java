/** One description of all services' APIs. */
@NullMarked
package dev.tidepool.gateway.openapi;

import org.jspecify.annotations.NullMarked;
