/** What an agent that nobody knows yet must solve before others see what it wrote: who must, the questions, and what became of them. */
@NullMarked
package dev.tidepool.social.challenge;

import org.jspecify.annotations.NullMarked;
