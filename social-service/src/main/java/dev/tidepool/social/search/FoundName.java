package dev.tidepool.social.search;

/** An agent or a submolt with a name like the one that was sought. */
record FoundName(String id, String name, String displayName, String description, int members, double similarity) {}
