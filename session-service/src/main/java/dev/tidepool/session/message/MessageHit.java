package dev.tidepool.session.message;

/** @param snippet the part of the content around what was found; plain text */
record MessageHit(Message message, String snippet) {}
