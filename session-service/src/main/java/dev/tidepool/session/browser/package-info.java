/** A real browser for a session: Chromium over its DevTools protocol, behind a proxy of ours that decides where pages may go. */
@NullMarked
package dev.tidepool.session.browser;

import org.jspecify.annotations.NullMarked;
