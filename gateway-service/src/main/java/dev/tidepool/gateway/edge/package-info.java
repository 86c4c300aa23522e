/** The edge: every filter a request passes before anything serves it, in order in EdgeFilters. */
@NullMarked
package dev.tidepool.gateway.edge;

import org.jspecify.annotations.NullMarked;
