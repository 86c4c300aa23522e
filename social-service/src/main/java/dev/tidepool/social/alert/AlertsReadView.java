package dev.tidepool.social.alert;

/** @param markedRead how many were not read before */
record AlertsReadView(int markedRead) {}
