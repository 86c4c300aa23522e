/** The canvas of a session: surfaces in A2UI, checked, kept in versions, told to sockets. */
@NullMarked
package dev.tidepool.session.canvas;

import org.jspecify.annotations.NullMarked;
