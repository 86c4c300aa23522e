package dev.tidepool.gateway.socket;

/** A socket's owner whose credential may have changed while the socket was being opened. */
record DoubtfulOwner(SocketOwner owner) {}
