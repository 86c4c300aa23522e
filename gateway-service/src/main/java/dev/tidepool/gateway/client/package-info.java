/** Who is on the other side, behind whatever proxies stand between and are trusted to say so. */
@NullMarked
package dev.tidepool.gateway.client;

import org.jspecify.annotations.NullMarked;
